"""Where a need comes from, drawn as points: the seats of the counties of its province, the cities
by which people know it, and the place itself. No border is drawn, for no border is known here."""

from dataclasses import dataclass, replace
from math import cos, radians

from knowledge.places.gazetteer import Gazetteer
from knowledge.places.position import Landmark, Position, position_of
from knowledge.places.seats import Seat

WIDTH, MOST_HEIGHT, MARGIN = 320, 300, 28  # units of the drawing, pixels on a phone
DEGREE_KM = 111.2  # of latitude
SCALES = (500, 200, 100, 50, 20, 10)  # km; the longest that takes at most a third of the width
CROWDED = 16  # units; a name nearer to another one would cover it
ROUGH_KM = 100  # from here distances are rounded to tens


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its name, empty where another name is in the way. ``kind`` is place or city;
    ``anchor`` is that of SVG text."""

    kind: str
    name: str
    x: float
    y: float
    anchor: str

    @property
    def text_x(self) -> float:
        """Where the name begins or ends."""
        return round(self.x + (8 if self.anchor == "start" else -8), 1)


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """A drawing of ``width`` × ``height``. ``dots`` is the path of all seats, ``scale_km`` what
    the bar of ``scale`` units stands for; ``sentences`` say the same in words."""

    name: str
    height: int
    dots: str
    marks: tuple[Mark, ...]
    scale_km: int
    scale: float
    sentences: tuple[str, ...]
    width: int = WIDTH


def place_map(gazetteer: Gazetteer, code: str | None) -> PlaceMap | None:
    """The map of the county of a division's code; ``None`` when nobody knows where that lies."""
    position = position_of(gazetteer, code) if code else None
    return _drawn(position) if position else None


def _drawn(position: Position) -> PlaceMap:
    sheet = _Sheet.around(position)
    place = sheet.mark("place", position.name, position.seat.longitude, position.seat.latitude)
    marks = [place]
    for city in position.cities:
        mark = sheet.mark("city", city.name, city.longitude, city.latitude)
        crowded = any(abs(mark.y - other.y) < CROWDED for other in marks)
        marks.append(replace(mark, name="") if crowded else mark)
    third = WIDTH / 3
    km = next((km for km in SCALES if km * sheet.per_km <= third), SCALES[-1])
    return PlaceMap(
        position.name,
        sheet.height,
        "".join(f"M{x} {y}h0" for x, y in map(sheet.at, position.province)),
        tuple(marks),
        km,
        round(km * sheet.per_km, 1),
        _sentences(position),
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How degrees become units: ``west`` and ``north`` are the upper left, ``squeeze`` is how much
    shorter a degree of longitude is than one of latitude there."""

    west: float
    north: float
    squeeze: float
    per_degree: float
    height: int

    @classmethod
    def around(cls, position: Position) -> "_Sheet":
        points: list[Seat | Landmark] = [*position.province, *position.cities]
        longitudes = [point.longitude for point in points]
        latitudes = [point.latitude for point in points]
        south, north = min(latitudes), max(latitudes)
        squeeze = cos(radians((south + north) / 2))
        wide = max((max(longitudes) - min(longitudes)) * squeeze, 0.1)
        high = max(north - south, 0.1)
        per_degree = min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / high)
        rest = (WIDTH - 2 * MARGIN - wide * per_degree) / 2 / per_degree / squeeze
        height = round(high * per_degree) + 2 * MARGIN
        return cls(min(longitudes) - rest, north, squeeze, per_degree, height)

    @property
    def per_km(self) -> float:
        return self.per_degree / DEGREE_KM

    def at(self, point: Seat) -> tuple[float, float]:
        return self._units(point.longitude, point.latitude)

    def mark(self, kind: str, name: str, longitude: float, latitude: float) -> Mark:
        x, y = self._units(longitude, latitude)
        return Mark(kind, name, x, y, "start" if x < WIDTH / 2 else "end")

    def _units(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = MARGIN + (longitude - self.west) * self.squeeze * self.per_degree
        return round(x, 1), round(MARGIN + (self.north - latitude) * self.per_degree, 1)


def _sentences(position: Position) -> tuple[str, ...]:
    near = "、".join(f"{mark.name}（{mark.direction}，{_km(mark)}）" for mark in position.around)
    return (
        *(f"离{city.name}{_km(city)}，{_towards(city)}方向。" for city in position.cities),
        *((f"同省最近的县城：{near}。",) if near else ()),
    )


def _km(mark: Landmark) -> str:
    km = round(mark.km, -1) if mark.km >= ROUGH_KM else round(mark.km)
    return f"约 {km:.0f} 千米"


def _towards(city: Landmark) -> str:
    return city.opposite if len(city.opposite) > 1 else f"正{city.opposite}"
