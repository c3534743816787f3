"""Needs decided earlier that are like a new one (以往相似的需求): what was done with them, how long
it took, and who helped, so that alike needs are decided alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from api.domain.likeness import Fact, Report, compare, facts
from api.domain.ticket import HistoryEntry, TicketStatus

S = TicketStatus
HELPED = frozenset(
    {S.ACCEPTED, S.PUBLISHED, S.PARTLY_CLAIMED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED, S.CLOSED}
)
DECIDED = HELPED | {S.REJECTED}
SHOWN = 5
LEAST = 0.4  # less alike than this says nothing about how to decide

# What each kind of agreement is worth; together 1. Set by hand: no judged pairs exist, and people
# see what agrees. Elsewhere is no objection, for a like need is decided alike everywhere.
THINGS, PEOPLE, TEXT, PLACE = 0.5, 0.2, 0.15, 0.15
SAME_PROVINCE = 0.5  # of PLACE; the rest for the same county
PROVINCE = 2  # digits of a code


@dataclass(frozen=True, slots=True)
class PastCase:
    """A ticket decided earlier, as the store found it."""

    number: int
    title: str
    status: TicketStatus
    report: Report


@dataclass(frozen=True, slots=True)
class Alike:
    """A past case, how alike it is (0…1) and what agrees."""

    case: PastCase
    score: float
    agrees: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How a decided ticket went on: when it was decided and delivered (UTC, ``None``: not yet),
    and the reason when it was rejected."""

    submitted_at: datetime
    decided_at: datetime | None
    delivered_at: datetime | None
    refusal: str


def most_alike(report: Report, cases: Sequence[PastCase]) -> tuple[Alike, ...]:
    """The cases of the same category most like ``report``, the likest first, then the latest."""
    category = report.need.category
    found = [
        Alike(case, round(_score(report, case.report), 3), _agrees(report, case.report))
        for case in cases
        if case.status in DECIDED and case.report.need.category is category
    ]
    best = sorted(found, key=lambda one: (-one.score, -one.case.number))
    return tuple(one for one in best[:SHOWN] if one.score >= LEAST)


def course_of(history: Sequence[HistoryEntry]) -> Course:
    """How a ticket went on, by its history, oldest entry first."""
    moves = [one for one in history if one.status_from is not one.status_to]

    def first(*statuses: TicketStatus) -> HistoryEntry | None:
        return next((one for one in moves if one.status_to in statuses), None)

    decided, refused = first(S.ACCEPTED, S.REJECTED), first(S.REJECTED)
    delivered = first(S.DELIVERED)
    return Course(
        submitted_at=history[0].at,
        decided_at=decided.at if decided else None,
        delivered_at=delivered.at if delivered else None,
        refusal=refused.reason if refused else "",
    )


def _agrees(one: Report, other: Report) -> tuple[Fact, ...]:
    """What agrees; of places only what lies in one county: 中心小学 is the name of many schools."""
    agrees = compare(one, other).agrees
    if facts(one, other)["same_county"]:
        return agrees
    return tuple(fact for fact in agrees if fact is not Fact.SITE)


def _score(one: Report, other: Report) -> float:
    found = facts(one, other)
    mine, theirs = one.need.place.code or "", other.need.place.code or ""
    near = found["same_county"]
    if not near and mine[:PROVINCE] == theirs[:PROVINCE] != "":
        near = SAME_PROVINCE
    covered = (found["things_least"] + found["things_most"]) / 2
    things = covered if one.things and other.things else 0
    return THINGS * things + PEOPLE * found["same_people"] + TEXT * found["text"] + PLACE * near
