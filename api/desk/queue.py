"""The desk's list of tickets: filters, one page at a time, and how many wait in each status."""

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

from sqlalchemy import Row

from api.desk.people import Staff
from api.domain.category import Category
from api.domain.need import FiscalCover, Urgency
from api.domain.need_json import need_from_json
from api.domain.ticket import TicketStatus
from api.store import ticket_queue as store
from api.store.database import Unit
from api.store.ticket_queue import TicketFilter


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the list. ``mine`` marks what this member of staff took."""

    number: int
    title: str
    status: TicketStatus
    category: Category | None
    urgency: Urgency | None
    fiscal_cover: FiscalCover | None
    place: str
    reviewer: str | None
    mine: bool
    submitted_at: datetime
    changed_at: datetime
    review_due: date | None
    version: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page. ``counts`` covers all tickets, whatever the filter; ``pages`` is at least 1."""

    rows: tuple[QueueRow, ...]
    total: int
    page: int
    pages: int
    counts: dict[TicketStatus, int]
    provinces: tuple[str, ...]


def queue(unit: Unit, staff: Staff, wanted: TicketFilter) -> QueuePage:
    """The tickets that match, the longest waiting first."""
    rows, total = store.find(unit, wanted)
    return QueuePage(
        rows=tuple(_row(row, staff) for row in rows),
        total=total,
        page=max(wanted.page, 1),
        pages=max(1, ceil(total / wanted.page_size)),
        counts=store.counts(unit),
        provinces=store.provinces(unit),
    )


def _row(row: Row[Any], staff: Staff) -> QueueRow:
    need = need_from_json(row.need)
    return QueueRow(
        number=row.number,
        title=row.title,
        status=TicketStatus(row.status),
        category=Category(row.category) if row.category else None,
        urgency=Urgency(row.urgency) if row.urgency else None,
        fiscal_cover=need.fiscal_cover,
        place=str(need.place),
        reviewer=row.reviewer,
        mine=row.reviewer == staff.username,
        submitted_at=row.submitted_at,
        changed_at=row.changed_at,
        review_due=row.review_due,
        version=row.version,
    )
