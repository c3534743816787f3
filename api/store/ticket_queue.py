"""The list of tickets in the database: found by what staff filter by, and counted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select

from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.tables.tickets import tickets

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """What the queue is narrowed to; empty values do not narrow. ``page`` counts from 1.

    ``county`` is a GB/T 2260 code or the beginning of one. Each word of ``text`` must be found in
    title, place, items or description, or be the ticket number. ``due_by``: the decision is due
    on that day or before.
    """

    statuses: tuple[TicketStatus, ...] = ()
    category: str | None = None
    province: str | None = None
    county: str | None = None
    urgency: str | None = None
    due_by: date | None = None
    reviewer: str | None = None
    unassigned: bool = False
    text: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE


def find(unit: Unit, wanted: TicketFilter) -> tuple[tuple[Row[Any], ...], int]:
    """One page of ticket rows, the longest waiting first, and how many match in all."""
    conditions = _conditions(wanted)
    total = unit.connection.execute(
        select(func.count()).select_from(tickets).where(*conditions)
    ).scalar_one()
    rows = unit.connection.execute(
        select(tickets)
        .where(*conditions)
        .order_by(tickets.c.submitted_at, tickets.c.number)
        .limit(wanted.page_size)
        .offset((max(wanted.page, 1) - 1) * wanted.page_size)
    ).all()
    return tuple(rows), total


def counts(unit: Unit) -> dict[TicketStatus, int]:
    """How many tickets stand in each status."""
    rows = unit.connection.execute(
        select(tickets.c.status, func.count()).group_by(tickets.c.status)
    ).all()
    found: dict[TicketStatus, int] = {TicketStatus(status): count for status, count in rows}
    return {status: found.get(status, 0) for status in TicketStatus}


def provinces(unit: Unit) -> tuple[str, ...]:
    """The provinces tickets come from, for the filter."""
    rows = unit.connection.execute(
        select(tickets.c.province)
        .where(tickets.c.province.is_not(None))
        .distinct()
        .order_by(tickets.c.province)
    ).scalars()
    return tuple(rows)


def _conditions(wanted: TicketFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(tickets.c.status.in_(wanted.statuses))
    for column, value in (
        (tickets.c.category, wanted.category),
        (tickets.c.province, wanted.province),
        (tickets.c.urgency, wanted.urgency),
    ):
        if value:
            conditions.append(column == value)
    if wanted.reviewer:
        conditions.append(tickets.c.reviewer == wanted.reviewer)
    if wanted.unassigned:
        conditions.append(tickets.c.reviewer.is_(None))
    if wanted.due_by:
        conditions.append(tickets.c.review_due <= wanted.due_by)
    if wanted.county:
        conditions.append(tickets.c.county_code.startswith(wanted.county, autoescape=True))
    conditions += [_contains(word) for word in wanted.text.lower().split()]
    return conditions


def _contains(word: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = tickets.c.search_text.contains(word, autoescape=True)
    is_number = word.isascii() and word.isdigit() and len(word) <= 9
    return or_(found, tickets.c.number == int(word)) if is_number else found
