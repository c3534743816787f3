"""The year (年度) in figures: what they are, and the rules by which they are put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from api.domain.fund_ledger import undone
from api.domain.fund_movement import Movement, MovementKind
from api.domain.fund_pool import Backed, leverage, others_fen
from api.domain.overview import Period, Spread, Stage
from api.domain.programme_year import ProgrammeYear, Span
from api.domain.public_need import SMALL_GROUP

FIRST_YEAR = 2000


class Step(StrEnum):
    """What became of a need; each need counts once at each, in the year of that step."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    CLAIMED = "claimed"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class People:
    """Who is reached by needs delivered, as their reports state. ``silent`` needs state neither
    people nor households. A total of fewer than ``SMALL_GROUP`` is not told."""

    count: int = 0
    households: int = 0
    silent: int = 0

    @property
    def told(self) -> "int | None":
        """The people, or ``None`` where they are too few to be told."""
        return None if 0 < self.count < SMALL_GROUP else self.count

    @property
    def households_told(self) -> "int | None":
        """The households, or ``None`` where they are too few to be told."""
        return None if 0 < self.households < SMALL_GROUP else self.households


@dataclass(frozen=True, slots=True)
class NeedYear:
    """Needs of a year: by step and category (``None``: none was stated), and those delivered by
    province. ``refused``, ``merged`` and ``withdrawn`` are of those reported in it, as they stand
    now. ``counties`` are those with a need delivered."""

    by_category: Mapping[Step, Mapping[str | None, int]]
    reported_in: Mapping[str | None, int]
    delivered_in: Mapping[str | None, int]
    counties_in: Mapping[str | None, int]
    refused: int
    merged: int
    withdrawn: int
    people: People

    def of(self, step: Step) -> int:
        """How many needs came to that step."""
        return sum(self.by_category.get(step, {}).values())

    @property
    def counties(self) -> int:
        """How many counties were reached."""
        return sum(self.counties_in.values())


@dataclass(frozen=True, slots=True)
class ClaimYear:
    """Claims made in a year that still stand; a joint claim is one. ``fen`` is their money.
    ``score`` is the mean of what the posts gave (1–5) to those they evaluated in the year."""

    claims: int
    joint: int
    claimants: int
    fen: int
    evaluated: int
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class SubsidyYear:
    """Subsidies of a year, fen: promised anew, paid, and what others give to the projects
    ``promised_to``, claims on their needs included."""

    received: int
    committed: int
    paid: int
    projects: tuple[Backed, ...]

    @property
    def others(self) -> int:
        """What others give beside the subsidy."""
        return sum(others_fen(one) for one in self.projects)

    @property
    def leverage(self) -> Decimal | None:
        """Yuan of others per yuan of subsidy; ``None`` without any."""
        return leverage(self.projects)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All figures of the days of ``period``. ``participants`` are the organisations that claimed
    or applied, each once."""

    period: Period
    needs: NeedYear
    claims: ClaimYear
    participants: int
    subsidy: SubsidyYear
    programmes: tuple[ProgrammeYear, ...]
    times: Mapping[Stage, Spread | None]


def days_of(year: int, today: date) -> Period:
    """The days of a year, up to ``today`` while it lasts."""
    return Period(date(year, 1, 1), min(date(year, 12, 31), today))


def made_in(movements: Sequence[Movement], span: Span) -> tuple[Movement, ...]:
    """The part of a ledger that belongs to commitments made in ``span``: they, what followed them
    at any time, and what corrected either."""
    kept: set[int] = set()
    part: list[Movement] = []
    for one in movements:
        begins = one.kind is MovementKind.COMMITMENT and one.at in span
        if begins or one.of in kept:
            kept.add(one.ordinal)
            part.append(one)
    return tuple(part)


def committed_fen(movements: Sequence[Movement], span: Span) -> int:
    """What was committed in ``span`` and neither corrected nor released before it was paid."""
    gone = undone(movements)
    standing = [one for one in made_in(movements, span) if one.ordinal not in gone]
    signs = {MovementKind.COMMITMENT: 1, MovementKind.RELEASE: -1}
    return sum(signs.get(one.kind, 0) * one.fen for one in standing)


def paid_in_all(programmes: Iterable[ProgrammeYear], from_pools: int) -> int:
    """What was paid in all: from the pools, and by agreements that no pool pays."""
    return from_pools + sum(one.unpooled_paid_fen for one in programmes)
