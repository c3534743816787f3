"""Where a county lies: how far, and in which direction, from the cities and seats around it.

Seats are points. Nothing here knows a border, and nothing is said of a place without a seat.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cos, degrees, radians
from statistics import median

from knowledge.places.gazetteer import MUNICIPALITIES, Gazetteer
from knowledge.places.seats import Seat, distance_km

DIRECTIONS = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")
NEIGHBOURS = 4
HERE_KM = 5.0  # nearer than this is the same town
PREFECTURE = 4  # digits of a code
CAPITAL = "01"  # by GB/T 2260 the first prefecture of a province is its capital
DISTRICT = "区"  # counties, banners and the towns of autonomous prefectures are named otherwise


@dataclass(frozen=True, slots=True)
class Landmark:
    """A point known by name: how far from the place, in km along the great circle, and in which of
    ``DIRECTIONS`` it lies, seen from the place."""

    name: str
    longitude: float
    latitude: float
    km: float
    direction: str

    @property
    def opposite(self) -> str:
        """In which direction the place lies, seen from here."""
        return DIRECTIONS[(DIRECTIONS.index(self.direction) + 4) % len(DIRECTIONS)]


@dataclass(frozen=True, slots=True)
class Position:
    """The seat of a county among others. ``cities`` are the capital of its province and the city
    it belongs to, as far as it lies outside them; ``around`` are the nearest seats of the same
    province, nearest first, ``province`` all of them."""

    name: str
    seat: Seat
    cities: tuple[Landmark, ...]
    around: tuple[Landmark, ...]
    province: tuple[Seat, ...]


def position_of(gazetteer: Gazetteer, code: str) -> Position | None:
    """Where the county of ``code`` (of a township, too) lies; ``None`` when it has no seat."""
    seats = gazetteer.seats
    chain = gazetteer.parents(code)
    seat = next((found for one in reversed(chain) if (found := seats.of(one))), None)
    if seat is None:
        return None
    province = seats.within(seat.code[:2])
    around = sorted(
        (_landmark(_name(gazetteer, one.code), one, seat) for one in province if one != seat),
        key=lambda mark: mark.km,
    )
    return Position(
        _name(gazetteer, seat.code),
        seat,
        tuple(_cities(gazetteer, seat)),
        tuple(around[:NEIGHBOURS]),
        province,
    )


def _cities(gazetteer: Gazetteer, seat: Seat) -> Iterable[Landmark]:
    prefectures = (f"{seat.code[:2]}{CAPITAL}", seat.code[:PREFECTURE])
    for code in dict.fromkeys(prefectures):
        city = gazetteer.get(code[:2] if code[:2] in MUNICIPALITIES else code)
        centre = _centre(gazetteer, code)
        if city is None or centre is None:
            continue
        mark = _landmark(f"{city.name}{DISTRICT}", centre, seat)
        if mark.km >= HERE_KM:
            yield mark


def _centre(gazetteer: Gazetteer, prefecture: str) -> Seat | None:
    """The middle of a city's districts: the median, which one far away does not move."""
    districts = [
        seat
        for seat in gazetteer.seats.within(prefecture)
        if _name(gazetteer, seat.code).endswith(DISTRICT)
    ]
    if not districts:
        return None
    return Seat(
        prefecture,
        median(seat.longitude for seat in districts),
        median(seat.latitude for seat in districts),
    )


def _landmark(name: str, there: Seat, seat: Seat) -> Landmark:
    km = distance_km(there.latitude, there.longitude, seat.latitude, seat.longitude)
    return Landmark(name, there.longitude, there.latitude, km, _direction(seat, there))


def _direction(here: Seat, there: Seat) -> str:
    """Where ``there`` lies, seen from ``here``; over some hundred km the earth is flat enough."""
    middle = radians((there.latitude + here.latitude) / 2)
    east = (there.longitude - here.longitude) * cos(middle)
    bearing = degrees(atan2(east, there.latitude - here.latitude)) % 360
    return DIRECTIONS[round(bearing / 45) % 8]


def _name(gazetteer: Gazetteer, code: str) -> str:
    division = gazetteer.get(code)
    return division.name if division else code
