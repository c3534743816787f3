"""Where the seats of counties lie, and which are nearest to a point. A seat is not a border: the
nearest one is a likely county, never a certain one."""

import csv
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Self

SOURCE = Path(__file__).with_name("county_seats.csv")
EARTH_KM = 12_742.0  # mean diameter
FARTHEST_KM = 250.0  # from any seat; whoever is farther away is at sea or abroad


@dataclass(frozen=True, slots=True)
class Seat:
    """The seat of the county ``code``, in degrees."""

    code: str
    longitude: float
    latitude: float


class Seats:
    """The seats of (nearly) all counties."""

    def __init__(self, seats: tuple[Seat, ...]) -> None:
        """Keep ``seats``."""
        self._seats = seats

    @classmethod
    def load(cls, source: Path = SOURCE) -> Self:
        """Those of the installed table; takes some milliseconds."""
        with source.open(encoding="utf-8", newline="") as rows:
            return cls(
                tuple(
                    Seat(row["code"], float(row["longitude"]), float(row["latitude"]))
                    for row in csv.DictReader(rows)
                )
            )

    def of(self, code: str) -> Seat | None:
        """The seat of the county ``code``."""
        return next((seat for seat in self._seats if seat.code == code), None)

    def within(self, code: str) -> tuple[Seat, ...]:
        """The seats of the counties in the division ``code``, in code order."""
        return tuple(seat for seat in self._seats if seat.code.startswith(code))

    def nearest(
        self, latitude: float, longitude: float, most: int = 3
    ) -> tuple[tuple[str, float], ...]:
        """Codes of the ``most`` counties whose seats are nearest, with the distance in km along the
        great circle, nearest first; none when all are too far away for a point in China."""
        near = sorted(
            (distance_km(latitude, longitude, seat.latitude, seat.longitude), seat.code)
            for seat in self._seats
        )
        return tuple((code, km) for km, code in near[:most] if km <= FARTHEST_KM)


def distance_km(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """Along the great circle, by the haversine formula."""
    from_y, to_y = radians(latitude), radians(to_latitude)
    half = (
        sin((to_y - from_y) / 2) ** 2
        + cos(from_y) * cos(to_y) * sin(radians(to_longitude - longitude) / 2) ** 2
    )
    return EARTH_KM * asin(sqrt(min(1.0, half)))
