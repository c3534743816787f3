"""The overview (概况): what stands in it, and the rules by which its figures are made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

MOST_MONTHS = 24  # a longer period is shown by years
WITHOUT = ""  # the key of the part for which the reports say nothing


class Cut(StrEnum):
    """What the needs are counted by."""

    STATUS = "status"
    CATEGORY = "category"
    REGION = "region"
    MONTH = "month"


class Stage(StrEnum):
    """What a report waits for, counted from when it was handed in."""

    CONTACT = "contact"
    ACCEPTED = "accepted"
    CLAIMED = "claimed"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Period:
    """Days in Shanghai, both ends included. ``start`` is never after ``end``."""

    start: date
    end: date

    @property
    def months(self) -> int:
        """How many calendar months it touches."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def bounds(self) -> tuple[tuple[str, date], ...]:
        """Its months (2026-09), or its years when there are too many, each with its first day in
        the period; the earliest first."""
        if self.months > MOST_MONTHS:
            firsts = [date(year, 1, 1) for year in range(self.start.year, self.end.year + 1)]
            return tuple((str(day.year), max(day, self.start)) for day in firsts)
        begins = [self.start]
        while (following := next_month(begins[-1])) <= self.end:
            begins.append(following)
        return tuple((f"{day.year}-{day.month:02d}", day) for day in begins)

    def key_of(self, day: date) -> str:
        """The key of ``bounds`` in which a day of the period lies."""
        return f"{day.year}" if self.months > MOST_MONTHS else f"{day.year}-{day.month:02d}"


def next_month(day: date) -> date:
    """The first day of the month after that of ``day``."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_of(today: date) -> Period:
    """The calendar month up to ``today``."""
    return Period(today.replace(day=1), today)


def quarter_of(today: date) -> Period:
    """The quarter up to ``today``."""
    return Period(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), today)


def year_of(today: date) -> Period:
    """The year up to ``today``."""
    return Period(date(today.year, 1, 1), today)


@dataclass(frozen=True, slots=True)
class Group:
    """Needs that agree in all that is counted; ``month`` is a key of ``Period.bounds``."""

    status: str
    category: str | None
    region: str | None
    month: str
    count: int


def parts_of(groups: Iterable[Group], cut: Cut) -> dict[str, int]:
    """How many needs each part has; together always all of them."""
    found: dict[str, int] = {}
    for group in groups:
        key = {
            Cut.STATUS: group.status,
            Cut.CATEGORY: group.category,
            Cut.REGION: group.region,
            Cut.MONTH: group.month,
        }[cut] or WITHOUT
        found[key] = found.get(key, 0) + group.count
    return found


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in hours: half were done by ``median``, 95 of 100 by ``late``."""

    count: int
    median: float
    late: float


def spread(hours: Sequence[float]) -> Spread | None:
    """The spread of what was measured, by nearest rank; ``None`` when nothing was."""
    if not hours:
        return None
    ranked = sorted(hours)

    def rank(share: int) -> float:
        return ranked[ceil(len(ranked) * share / 100) - 1]

    return Spread(len(ranked), rank(50), rank(95))


@dataclass(frozen=True, slots=True)
class County:
    """A county with needs. ``code`` has six digits; ``claims`` are those that keep a part of a
    need, each joint claim counted once, and ``helped`` are the needs delivered."""

    code: str
    needs: int
    claims: int = 0
    helped: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """``missed``: counties with needs, no claim and nothing delivered, the most needs first.
    ``repeated``: those claimed or helped more than once, the most first. ``once``: all others."""

    missed: tuple[County, ...]
    once: tuple[County, ...]
    repeated: tuple[County, ...]


def coverage(counties: Iterable[County]) -> Coverage:
    """Who is never helped, and who several times."""
    missed: list[County] = []
    once: list[County] = []
    repeated: list[County] = []
    for county in counties:
        times = max(county.claims, county.helped)
        (missed if not times else once if times == 1 else repeated).append(county)
    return Coverage(
        tuple(sorted(missed, key=lambda one: (-one.needs, one.code))),
        tuple(sorted(once, key=lambda one: one.code)),
        tuple(sorted(repeated, key=lambda one: (-one.claims, -one.helped, one.code))),
    )


def shades(counts: Mapping[str, int], steps: int) -> dict[str, int]:
    """How strongly each count is coloured, 0 (none) to ``steps`` (the most), in equal steps."""
    most = max(counts.values(), default=0)
    return {key: ceil(count * steps / most) if count else 0 for key, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Claimed:
    """Claims made in a period that keep a part of a need; ``fen`` is their money."""

    claims: int
    organisations: int
    fen: int
