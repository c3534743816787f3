"""Past cases in the database: found by keys of what is lacking and for whom, then compared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from api.domain.blocking import case_keys
from api.domain.claim import ClaimState
from api.domain.likeness import Report
from api.domain.need import Need
from api.domain.need_json import need_from_json
from api.domain.region import Region
from api.domain.similar import DECIDED, Alike, Course, PastCase, course_of, most_alike
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.store.overlap import sharing
from api.store.regional import ticket_within
from api.store.ticket_history import history_of
from api.tables.claims import claims
from api.tables.organisations import organisations
from api.tables.tickets import tickets

FOUND = 60  # candidates that share most
HELPING = (
    ClaimState.CONFIRMED,
    ClaimState.IN_PROGRESS,
    ClaimState.DELIVERED,
    ClaimState.EVALUATED,
)


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A past case with how it went on, and the names of the organisations that helped."""

    alike: Alike
    course: Course
    helpers: tuple[str, ...]


def similar_cases(
    unit: Unit, need: Need, *, but: Collection[int] = (), regions: Sequence[Region] = ()
) -> tuple[SimilarCase, ...]:
    """Needs decided earlier that are like ``need``, the likest first; ``but`` are not wanted, and
    of ``regions`` only those are told that lie in one, where there are any."""
    shared = sharing(unit, case_keys(need))
    numbers = [number for number, _ in shared.most_common(FOUND) if number not in but]
    alike = most_alike(Report(need, unit.now), _cases(unit, numbers, regions))
    found = tuple(one.case.number for one in alike)
    histories, helpers = history_of(unit, found), _helpers(unit, found)
    return tuple(
        SimilarCase(
            one, course_of(histories[one.case.number]), tuple(helpers.get(one.case.number, ()))
        )
        for one in alike
        if one.case.number in histories
    )


def _cases(unit: Unit, numbers: Collection[int], regions: Sequence[Region]) -> list[PastCase]:
    rows = unit.connection.execute(
        select(
            tickets.c.number,
            tickets.c.title,
            tickets.c.status,
            tickets.c.need,
            tickets.c.submitted_at,
        ).where(
            tickets.c.number.in_(numbers),
            tickets.c.status.in_(DECIDED),
            ticket_within(regions),
        )
    ).all()
    return [
        PastCase(
            row.number,
            row.title,
            TicketStatus(row.status),
            Report(need_from_json(row.need), row.submitted_at),
        )
        for row in rows
    ]


def _helpers(unit: Unit, numbers: Collection[int]) -> dict[int, list[str]]:
    rows = unit.connection.execute(
        select(claims.c.ticket, organisations.c.name)
        .join(organisations, organisations.c.key == claims.c.organisation)
        .where(claims.c.ticket.in_(numbers), claims.c.state.in_(HELPING))
        .order_by(claims.c.number)
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        names = found.setdefault(row.ticket, [])
        if row.name not in names:
            names.append(row.name)
    return found
