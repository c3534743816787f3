"""Needs that are or were public, for other systems: in the order of their numbers, page by page."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, or_, select

from api.clock import SHANGHAI
from api.domain.public_need import PUBLIC, PublicNeed
from api.domain.ticket import Ticket, TicketStatus
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.store.public_forms import public_forms
from api.tables.claims import claims
from api.tables.tickets import tickets

EXPORTED = PUBLIC | {TicketStatus.CLOSED}  # what is closed was public before


@dataclass(frozen=True, slots=True)
class ExportedNeed:
    """A need as everybody saw it, and the days (in Shanghai) on which it was published,
    delivered and closed, as far as it came."""

    need: PublicNeed
    published_on: date | None
    delivered_on: date | None
    closed_on: date | None


def exported(
    unit: Unit, *, after: int, since: datetime | None, limit: int
) -> tuple[ExportedNeed, ...]:
    """The next ``limit`` needs of higher number than ``after``; with ``since`` only those of which
    something, claims included, changed at that moment or later."""
    wanted = select(tickets.c.number).where(
        tickets.c.number > after, tickets.c.status.in_(EXPORTED)
    )
    if since is not None:
        claimed = exists().where(claims.c.ticket == tickets.c.number, claims.c.changed_at >= since)
        wanted = wanted.where(or_(tickets.c.changed_at >= since, claimed))
    numbers = unit.connection.execute(wanted.order_by(tickets.c.number).limit(limit)).scalars()
    found = sorted(ticket_rows.several(unit, tuple(numbers)), key=lambda one: one.number)
    forms = public_forms(unit, found)
    return tuple(_exported(one, forms[one.number]) for one in found)


def _exported(ticket: Ticket, need: PublicNeed) -> ExportedNeed:
    came = {
        entry.status_to: entry.at.astimezone(SHANGHAI).date()
        for entry in ticket.history
        if entry.status_from is not entry.status_to
    }
    undone = ticket.status is TicketStatus.IN_PROGRESS  # after all, it had not arrived
    return ExportedNeed(
        need=need,
        published_on=came.get(TicketStatus.PUBLISHED),
        delivered_on=None if undone else came.get(TicketStatus.DELIVERED),
        closed_on=came.get(TicketStatus.CLOSED) if ticket.status is TicketStatus.CLOSED else None,
    )
