"""Published needs as the market reads them: all of them in batches, then what changed since."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from api.domain.need_found import Published
from api.domain.need_json import need_from_json
from api.domain.public_need import PUBLIC, PublicNeed, is_public
from api.domain.ticket import Ticket, TicketStatus
from api.store import tickets as store
from api.store.database import Unit
from api.store.public_forms import public_forms
from api.tables.claims import claims
from api.tables.tickets import history, tickets

BATCH = 500


def published_after(unit: Unit, number: int) -> tuple[Published, ...]:
    """The next needs that are public, of higher number than ``number``; empty at the end."""
    found = _needs().where(tickets.c.number > number, tickets.c.status.in_(PUBLIC))
    rows = unit.connection.execute(found.order_by(tickets.c.number).limit(BATCH)).all()
    return _published(unit, rows)


def published(unit: Unit, numbers: Iterable[int]) -> tuple[Published, ...]:
    """Those of ``numbers`` that are public, in the order given."""
    wanted = list(numbers)
    found: dict[int, Published] = {}
    for first in range(0, len(wanted), BATCH):
        part = wanted[first : first + BATCH]
        rows = unit.connection.execute(
            _needs().where(tickets.c.number.in_(part), tickets.c.status.in_(PUBLIC))
        ).all()
        found |= {one.need.number: one for one in _published(unit, rows)}
    return tuple(found[number] for number in wanted if number in found)


def changed_since(unit: Unit, since: datetime) -> tuple[tuple[int, int, bool], ...]:
    """Of each ticket changed at ``since`` or later: number, version, and whether it is public."""
    rows = unit.connection.execute(
        select(tickets.c.number, tickets.c.version, tickets.c.status).where(
            tickets.c.changed_at >= since
        )
    ).all()
    return tuple((row.number, row.version, TicketStatus(row.status) in PUBLIC) for row in rows)


def claimed_since(unit: Unit, since: datetime) -> tuple[int, ...]:
    """The tickets of which a claim was made, changed or given up at ``since`` or later: how much
    of them is open may have changed, though they themselves have not."""
    rows = unit.connection.execute(
        select(claims.c.ticket).where(claims.c.changed_at >= since).distinct()
    )
    return tuple(rows.scalars())


def public_needs(unit: Unit, numbers: tuple[int, ...]) -> tuple[PublicNeed, ...]:
    """The public forms of those of ``numbers`` that are public, in the order given."""
    found = {one.number: one for one in store.several(unit, numbers) if is_public(one)}
    forms = public_forms(unit, tuple(found.values()))
    return tuple(forms[number] for number in numbers if number in forms)


def _needs() -> Select[Any]:
    return select(
        tickets.c.number,
        tickets.c.version,
        tickets.c.status,
        tickets.c.need,
        tickets.c.submitted_at,
    )


def _published(unit: Unit, rows: Iterable[Row[Any]]) -> tuple[Published, ...]:
    held = {row.number: row for row in rows}
    # Their histories are of no use here, and there may be a hundred thousand.
    bare = [
        Ticket(row.number, need_from_json(row.need), "", TicketStatus(row.status))
        for row in held.values()
    ]
    since, forms = _published_at(unit, list(held)), public_forms(unit, bare)
    return tuple(
        Published(
            need=forms[ticket.number],
            version=held[ticket.number].version,
            second=ticket.need.secondary_category,
            site=f"{ticket.need.place.site or ''} {ticket.need.title}",
            published_at=since.get(ticket.number, held[ticket.number].submitted_at),
        )
        for ticket in bare
    )


def _published_at(unit: Unit, numbers: list[int]) -> dict[int, datetime]:
    rows = unit.connection.execute(
        select(history.c.ticket, func.min(history.c.at).label("at"))
        .where(history.c.ticket.in_(numbers), history.c.status_to == TicketStatus.PUBLISHED)
        .group_by(history.c.ticket)
    )
    return {row.ticket: row.at for row in rows}
