"""Whether tickets changed since a page was made, told so cheaply that open pages may ask often."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from api.domain.ticket import HistoryEntry
from api.store.database import Unit
from api.store.ticket_history import history_of
from api.tables.tickets import tickets

# A transaction may be committed some time after the moment it carries.
LATE = timedelta(seconds=30)
OLDEST = timedelta(days=1)  # no page is followed for longer: it is simply out of date


@dataclass(frozen=True, slots=True)
class Mark:
    """What had changed ``since`` a moment; another mark of the same moment tells of news."""

    since: datetime
    changes: str


def mark(unit: Unit, since: datetime | None = None) -> Mark:
    """The mark now: for a page made now, or of the moment of an earlier one."""
    first = max(since or unit.now - LATE, unit.now - OLDEST)
    count, versions = unit.connection.execute(
        select(func.count(), func.sum(tickets.c.version)).where(tickets.c.changed_at >= first)
    ).one()
    return Mark(first, f"{count}-{versions or 0}")  # every change makes one of the two greater


def newest_entry(unit: Unit, number: int, version: int) -> HistoryEntry | None:
    """The last thing that happened to a ticket that is beyond ``version``, if it is."""
    found = select(tickets.c.version).where(tickets.c.number == number)
    now = unit.connection.execute(found).scalar()
    if now is None or now <= version:
        return None
    return history_of(unit, (number,))[number][-1]
