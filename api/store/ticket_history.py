"""The histories of tickets in the database: append-only rows, read back in their order."""

from typing import Any

from sqlalchemy import Row, select

from api.domain.history import chain_is_whole
from api.domain.review_points import Checked
from api.domain.ticket import HistoryEntry, Ticket, TicketStatus
from api.store.database import Unit
from api.tables.tickets import history, tickets


def history_of(unit: Unit, numbers: tuple[int, ...]) -> dict[int, tuple[HistoryEntry, ...]]:
    """The history of each ticket, oldest entry first."""
    rows = unit.connection.execute(
        select(history).where(history.c.ticket.in_(numbers)).order_by(history.c.ordinal)
    ).all()
    found: dict[int, tuple[HistoryEntry, ...]] = {}
    for row in rows:
        found[row.ticket] = (*found.get(row.ticket, ()), _entry(row))
    return found


def history_is_whole(unit: Unit, ticket: Ticket) -> bool:
    """Whether no entry was edited, removed or added behind our back, the last one included, and
    the ticket is merged into what its history says."""
    stored = unit.connection.execute(
        select(tickets.c.history_hash, tickets.c.merged_into).where(
            tickets.c.number == ticket.number
        )
    ).one()
    return (
        chain_is_whole(ticket.history)
        and bool(ticket.history)
        and ticket.history[-1].hash == stored.history_hash
        and ticket.merged_into == stored.merged_into
    )


def entry_row(number: int, ordinal: int, entry: HistoryEntry) -> dict[str, Any]:
    """The columns of one entry."""
    return {
        "ticket": number,
        "ordinal": ordinal,
        "at": entry.at,
        "actor": entry.actor,
        "status_from": entry.status_from,
        "status_to": entry.status_to,
        "reason": entry.reason,
        "fields": list(entry.fields),
        "checked": _checked_json(entry.checked),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
        "other": entry.other,
    }


def _entry(row: Row[Any]) -> HistoryEntry:
    return HistoryEntry(
        at=row.at,
        actor=row.actor,
        status_from=TicketStatus(row.status_from) if row.status_from else None,
        status_to=TicketStatus(row.status_to),
        reason=row.reason,
        fields=tuple(row.fields),
        checked=Checked(tuple(row.checked["points"]), row.checked["because"])
        if row.checked
        else None,
        previous_hash=row.previous_hash,
        other=row.other,
    )


def _checked_json(checked: Checked | None) -> dict[str, Any] | None:
    return {"points": list(checked.points), "because": checked.because} if checked else None
