"""The list of tickets in the database: found by what staff filter by, and counted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, func, or_, select

from api.clock import SHANGHAI
from api.domain.queue_days import Age, Due, QueueDays
from api.domain.region import Region
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.store.regional import ticket_within
from api.tables.tickets import tickets

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """What the queue is narrowed to; empty values do not narrow. ``page`` counts from 1.

    ``county`` is a GB/T 2260 code or the beginning of one. Each word of ``text`` must be found in
    title, place, items or description, or be the ticket number. What ``due`` and ``age`` mean
    stands in ``days``, which they need. ``regions`` are those of who asks, none for everywhere.
    """

    statuses: tuple[TicketStatus, ...] = ()
    category: str | None = None
    province: str | None = None
    county: str | None = None
    urgency: str | None = None
    due: Due | None = None
    age: Age | None = None
    days: QueueDays | None = None
    reviewer: str | None = None
    unassigned: bool = False
    text: str = ""
    regions: tuple[Region, ...] = ()
    page: int = 1
    page_size: int = PAGE_SIZE


def find(unit: Unit, wanted: TicketFilter) -> tuple[tuple[Row[Any], ...], int]:
    """One page of ticket rows, the longest waiting first, and how many match in all."""
    return rows(unit, wanted), total(unit, wanted)


def total(unit: Unit, wanted: TicketFilter) -> int:
    """How many match in all."""
    found = select(func.count()).select_from(tickets).where(*narrowed(wanted))
    return unit.connection.execute(found).scalar_one()


def rows(unit: Unit, wanted: TicketFilter) -> tuple[Row[Any], ...]:
    """One page of ticket rows, the longest waiting first.

    Which they are is read from an index alone: among old tickets that are done with, a database
    would else look for those that wait in whole needs, one after the other.
    """
    found = numbers(unit, wanted)
    held = unit.connection.execute(select(tickets).where(tickets.c.number.in_(found))).all()
    return tuple(sorted(held, key=lambda row: found.index(row.number)))


def numbers(unit: Unit, wanted: TicketFilter) -> tuple[int, ...]:
    """Their numbers alone."""
    return tuple(unit.connection.execute(_paged(select(tickets.c.number), wanted)).scalars())


def is_any(unit: Unit) -> bool:
    """Whether there is any ticket."""
    found = select(tickets.c.number).limit(1)
    return unit.connection.execute(found).scalar() is not None


def provinces(unit: Unit) -> tuple[str, ...]:
    """The provinces tickets come from, for the filter."""
    rows = unit.connection.execute(
        select(tickets.c.province)
        .where(tickets.c.province.is_not(None))
        .distinct()
        .order_by(tickets.c.province)
    ).scalars()
    return tuple(rows)


def narrowed(wanted: TicketFilter, but: str = "") -> list[ColumnElement[bool]]:
    """The conditions that ``wanted`` puts on tickets, but for those of the filter ``but``."""
    row = tickets.c
    found: dict[str, list[ColumnElement[bool]]] = {
        "status": [row.status.in_(wanted.statuses)] if wanted.statuses else [],
        "category": _equals(row.category, wanted.category),
        "province": _equals(row.province, wanted.province),
        "urgency": _equals(row.urgency, wanted.urgency),
        "county": [row.county_code.startswith(wanted.county, autoescape=True)]
        if wanted.county
        else [],
        "reviewer": [row.reviewer.is_(None)]
        if wanted.unassigned
        else _equals(row.reviewer, wanted.reviewer),
        "days": _in_days(wanted, wanted.days) if wanted.days else [],
        "regions": [ticket_within(wanted.regions)] if wanted.regions else [],
        "text": [_contains(word) for word in wanted.text.lower().split()],
    }
    return [condition for name, those in found.items() if name != but for condition in those]


def begins(day: date) -> datetime:
    """The first moment of a day in Shanghai, as it is stored."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def _paged(what: Select[Any], wanted: TicketFilter) -> Select[Any]:
    return (
        what.where(*narrowed(wanted))
        .order_by(tickets.c.submitted_at, tickets.c.number)
        .limit(wanted.page_size)
        .offset((max(wanted.page, 1) - 1) * wanted.page_size)
    )


def _equals(column: Column[Any], value: str | None) -> list[ColumnElement[bool]]:
    return [column == value] if value else []


def _in_days(wanted: TicketFilter, days: QueueDays) -> list[ColumnElement[bool]]:
    row, found = tickets.c, list[ColumnElement[bool]]()
    if wanted.due:
        found.append(row.review_due <= days.due_by(wanted.due))
    if wanted.age:
        first, after = days.span(wanted.age)
        found += [row.submitted_at >= begins(first)] if first else []
        found += [row.submitted_at < begins(after)] if after else []
    return found


def _contains(word: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = tickets.c.search_text.contains(word, autoescape=True)
    is_number = word.isascii() and word.isdigit() and len(word) <= 9
    return or_(found, tickets.c.number == int(word)) if is_number else found
