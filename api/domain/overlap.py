"""What a new need overlaps with: reports of the same need, aid already there, a common template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.domain.likeness import Fact, Likeness, Report, compare, is_duplicate, same_group
from api.domain.need import Need
from api.domain.place import Place
from api.domain.ticket import TicketStatus

S = TicketStatus
OPEN = frozenset(
    {S.SUBMITTED, S.IN_REVIEW, S.RETURNED, S.ACCEPTED, S.PUBLISHED}
    | {S.PARTLY_CLAIMED, S.CLAIMED, S.IN_PROGRESS}
)
"""Tickets a report may still join."""
AIDED = frozenset(
    {S.ACCEPTED, S.PUBLISHED, S.PARTLY_CLAIMED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED, S.CLOSED}
)
"""Tickets that bring help to a place, or brought it."""
PERIOD = timedelta(days=548)  # eighteen months: aid of the last two school years is remembered
SHOWN = 3  # of each kind; more would not be read
MOST_ITEMS = 4
COMMON = 5  # counties elsewhere from which a list is said to be common (同质化)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A ticket there already, as the store found it; ``mine`` when the same person reported it."""

    number: int
    status: TicketStatus
    report: Report
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What may be shown of another person's ticket: no site, no contact, nothing written freely.

    ``place`` ends at the township, ``things`` are names of items, ``at`` is when it was reported
    (UTC; the month is shown), ``agrees`` what it shares with the new need. ``carries`` are tickets
    the person has a part in that were merged into it.
    """

    number: int
    status: TicketStatus
    place: str
    things: tuple[str, ...]
    at: datetime
    agrees: tuple[Fact, ...] = ()
    score: float = 0.0
    mine: bool = False
    carries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """How often the same list was asked for in the same words elsewhere (同质化).

    ``refused`` counts tickets not accepted, ``counties`` other counties that sent it.
    """

    refused: int = 0
    counties: int = 0

    @property
    def is_worth_saying(self) -> bool:
        """Whether there is reason to warn, gently."""
        return self.refused > 0 or self.counties >= COMMON


@dataclass(frozen=True, slots=True)
class Overlap:
    """Likely the same need (``duplicates``), aid for the same group there (``aid``), a template."""

    duplicates: tuple[Glimpse, ...] = ()
    aid: tuple[Glimpse, ...] = ()
    template: Template = Template()

    @property
    def is_worth_saying(self) -> bool:
        """Whether a person should see it before they submit."""
        return bool(self.duplicates or self.aid) or self.template.is_worth_saying


def overlap(report: Report, earlier: Sequence[Earlier], template: Template) -> Overlap:
    """Sort what was found: the likeliest duplicates first, the latest aid first."""
    alike = [(compare(report, one.report), one) for one in earlier]
    duplicates = sorted(
        (glimpse(one, likeness) for likeness, one in alike if _may_be_joined(likeness, one)),
        key=lambda shown: (-shown.score, -shown.number),
    )[:SHOWN]
    known = {shown.number for shown in duplicates}
    aid = sorted(
        (
            glimpse(one, likeness)
            for likeness, one in alike
            if one.number not in known and one.status in AIDED and same_group(report, one.report)
        ),
        key=lambda shown: (shown.at, shown.number),
        reverse=True,
    )[:SHOWN]
    return Overlap(tuple(duplicates), tuple(aid), template)


def glimpse(one: Earlier, likeness: Likeness | None = None) -> Glimpse:
    """What may be shown of the ticket."""
    need = one.report.need
    return Glimpse(
        number=one.number,
        status=one.status,
        place=to_township(need.place),
        things=things_shown(need),
        at=one.report.at,
        agrees=likeness.agrees if likeness else (),
        score=round(likeness.score, 3) if likeness else 0.0,
        mine=one.mine,
    )


def to_township(place: Place) -> str:
    """The names of the divisions, without the site."""
    return str(Place(place.province, place.prefecture, place.county, place.township))


def things_shown(need: Need) -> tuple[str, ...]:
    """Some names of what is lacking, without quantities."""
    return tuple(item.name for item in need.items[:MOST_ITEMS])


def _may_be_joined(likeness: Likeness, one: Earlier) -> bool:
    return one.status in OPEN and is_duplicate(likeness)
