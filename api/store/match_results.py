"""The best offers for each open ticket, as the last full re-ranking found them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.tables.jobs import match_results
from api.tables.tickets import tickets

S = TicketStatus
# What may still be helped with.
OPEN = (S.ACCEPTED, S.PUBLISHED, S.PARTLY_CLAIMED)


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The matches of a ticket on the wire (see ``match_json``), found at ``at`` (UTC)."""

    version: int
    at: datetime
    matches: Sequence[Mapping[str, Any]]


def open_tickets(unit: Unit, version: int) -> tuple[int, ...]:
    """The open tickets that have no result of this version."""
    done = select(match_results.c.ticket).where(match_results.c.version == version)
    rows = unit.connection.execute(
        select(tickets.c.number)
        .where(tickets.c.status.in_(OPEN), tickets.c.number.not_in(done))
        .order_by(tickets.c.number)
    )
    return tuple(rows.scalars())


def keep(unit: Unit, version: int, found: Mapping[int, Sequence[Mapping[str, Any]]]) -> None:
    """Store the matches of these tickets, in place of earlier ones."""
    unit.connection.execute(delete(match_results).where(match_results.c.ticket.in_(found)))
    unit.connection.execute(
        insert(match_results),
        [
            {"ticket": ticket, "version": version, "at": unit.now, "matches": list(matches)}
            for ticket, matches in found.items()
        ],
    )


def result_of(unit: Unit, ticket: int) -> MatchResult | None:
    """What was found for a ticket last; ``None`` before the first re-ranking since it opened."""
    row = unit.connection.execute(
        select(match_results).where(match_results.c.ticket == ticket)
    ).one_or_none()
    return MatchResult(row.version, row.at, row.matches) if row else None
