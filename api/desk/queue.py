"""The desk's list of tickets: filters, one page at a time, and how many each filter leaves."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from typing import Any

from sqlalchemy import Row

from api.clock import SHANGHAI
from api.desk.people import Staff
from api.domain.category import Category
from api.domain.duties import Duty
from api.domain.need import FiscalCover, Urgency
from api.domain.need_json import need_from_json
from api.domain.queue_days import QueueDays
from api.domain.ticket import TicketStatus
from api.store import ticket_queue as store
from api.store.database import Unit
from api.store.ticket_counts import TicketCounts, counted
from api.store.ticket_queue import TicketFilter
from api.working_days import is_workday


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
    """One page. ``counts`` are around the filter, ``provinces`` those it can be narrowed to,
    ``pages`` is at least 1, and ``nothing_at_all`` says that no ticket was ever reported."""

    rows: tuple[QueueRow, ...]
    total: int
    page: int
    pages: int
    counts: TicketCounts
    provinces: tuple[str, ...]
    nothing_at_all: bool


def queue(unit: Unit, staff: Staff, wanted: TicketFilter) -> QueuePage:
    """The tickets in the regions of ``staff`` that match, the longest waiting first."""
    staff.require(Duty.SEE_NEEDS)
    wanted = replace(wanted, regions=staff.regions)
    today = unit.now.astimezone(SHANGHAI).date()
    counts = counted(unit, wanted, wanted.days or QueueDays.on(today, is_workday))
    found = store.rows(unit, wanted) if counts.total else ()
    return QueuePage(
        rows=tuple(_row(row, staff) for row in found),
        total=counts.total,
        page=max(wanted.page, 1),
        pages=max(1, ceil(counts.total / wanted.page_size)),
        counts=counts,
        provinces=tuple(sorted({*counts.province, *filter(None, [wanted.province])})),
        nothing_at_all=not counts.total and not store.is_any(unit),
    )


def some(unit: Unit, staff: Staff, wanted: TicketFilter) -> tuple[tuple[QueueRow, ...], int]:
    """The first tickets in the regions of ``staff`` that match, the longest waiting first, and how
    many match in all."""
    wanted = replace(wanted, regions=staff.regions)
    rows, total = store.find(unit, wanted)
    return tuple(_row(row, staff) for row in rows), total


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
