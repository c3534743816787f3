"""The tickets a need overlaps with: found by keys in the database, compared in the domain."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, select

from api.domain.blocking import COUNTY, TEMPLATE, Key, all_keys, place_keys, template_keys
from api.domain.likeness import Report
from api.domain.need import Need
from api.domain.need_json import need_from_json
from api.domain.overlap import AIDED, OPEN, PERIOD, Earlier, Overlap, Template, overlap
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.tables.overlap import need_keys
from api.tables.tickets import tickets

FOUND = 30  # candidates that share most; the rest shares too little
LATEST = 200  # tickets of one key
COUNTED = 100  # of a template, the latest

_OF_KEY = (
    select(need_keys.c.ticket)
    .where(need_keys.c.key == bindparam("key"))
    .order_by(need_keys.c.ticket.desc())
    .limit(LATEST)
)


def write_keys(unit: Unit, number: int, need: Need) -> None:
    """Make the ticket findable by its need as it is now."""
    unit.connection.execute(delete(need_keys).where(need_keys.c.ticket == number))
    rows = {key.text: key.weight for key in all_keys(need)}
    if rows:
        unit.connection.execute(
            insert(need_keys),
            [{"ticket": number, "key": key, "weight": weight} for key, weight in rows.items()],
        )


def overlap_of(
    unit: Unit,
    need: Need,
    *,
    person: str | None = None,
    posts: tuple[int, ...] = (),
    but: int | None = None,
) -> Overlap:
    """What ``need``, reported now, overlaps with; ``but`` is its own ticket, if it has one.

    Tickets of ``person``, or of the ``posts`` they hold, are marked as theirs.
    """
    at = unit.now
    if but is not None:
        at = unit.connection.execute(
            select(tickets.c.submitted_at).where(tickets.c.number == but)
        ).scalar_one()
    found = [number for number, _ in sharing(unit, place_keys(need)).most_common(FOUND)]
    earlier = [
        Earlier(
            number=row.number,
            status=TicketStatus(row.status),
            report=Report(need_from_json(row.need), row.submitted_at),
            mine=row.reporter == person or row.post in posts,
        )
        for row in _rows(unit, found, at - PERIOD)
        if row.number != but
    ]
    return overlap(Report(need, at), earlier, _template(unit, need, at - PERIOD, but))


def _rows(unit: Unit, numbers: list[int], since: datetime) -> Sequence[Any]:
    """Tickets that are open or bring aid."""
    return unit.connection.execute(
        select(
            tickets.c.number,
            tickets.c.status,
            tickets.c.need,
            tickets.c.submitted_at,
            tickets.c.reporter,
            tickets.c.post,
        ).where(
            tickets.c.number.in_(numbers),
            tickets.c.status.in_(OPEN | AIDED),
            tickets.c.submitted_at > since,
        )
    ).all()


def _template(unit: Unit, need: Need, since: datetime, but: int | None) -> Template:
    """Who else sent the same list in the same words."""
    shared = sharing(unit, template_keys(need))
    sure = (number for number, weight in shared.items() if weight >= TEMPLATE and number != but)
    same = sorted(sure, reverse=True)[:COUNTED]
    if not same:
        return Template()
    county = func.substr(tickets.c.county_code, 1, COUNTY)
    elsewhere = county != (need.place.code or "")[:COUNTY]
    sent = tickets.c.status != TicketStatus.WITHDRAWN
    row = unit.connection.execute(
        select(
            func.count(case((tickets.c.status == TicketStatus.REJECTED, 1))).label("refused"),
            func.count(case((elsewhere & sent, county)).distinct()).label("counties"),
        ).where(tickets.c.number.in_(same), tickets.c.submitted_at > since)
    ).one()
    return Template(refused=row.refused, counties=row.counties)


def sharing(unit: Unit, keys: tuple[Key, ...]) -> Counter[int]:
    """Tickets that share any of ``keys``, with the sum of what the shared ones weigh; of a key
    that very many share only the latest, so that the work has a bound."""
    shared: Counter[int] = Counter()
    for key in keys:
        for ticket in unit.connection.execute(_OF_KEY, {"key": key.text}).scalars().all():
            shared[ticket] += key.weight
    return shared
