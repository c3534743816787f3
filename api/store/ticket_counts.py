"""How many tickets each value of each filter would leave, the other filters kept as they are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, literal, null, select

from api.domain.queue_days import Age, Due, QueueDays
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.store.ticket_queue import TicketFilter, begins, narrowed
from api.tables.tickets import tickets

NOBODY = ""  # the reviewer of what is nobody's, in ``TicketCounts.reviewer``


@dataclass(frozen=True, slots=True)
class TicketCounts:
    """By each value of a filter, how many tickets there are that the other filters leave.
    ``total`` is how many all filters together leave."""

    total: int
    status: Mapping[TicketStatus, int]
    category: Mapping[str, int]
    province: Mapping[str, int]
    urgency: Mapping[str, int]
    reviewer: Mapping[str, int]
    due: Mapping[Due, int]
    age: Mapping[Age, int]


class _Cell(NamedTuple):
    """Tickets that are alike in all that is filtered by."""

    status: str
    category: str | None
    province: str | None
    urgency: str | None
    reviewer: str
    due: str | None
    age: str
    tickets: int


def counted(unit: Unit, wanted: TicketFilter, days: QueueDays) -> TicketCounts:
    """The counts around ``wanted``.

    Words are looked for once, whatever the status. Without words an index holds all it takes, and
    the tickets of other statuses, which are most, need only be counted by their status.
    """
    words = bool(wanted.text.split())
    base = TicketFilter(
        () if words else wanted.statuses,
        county=wanted.county,
        text=wanted.text,
        regions=wanted.regions,
    )
    total, sums = _summed(_cells(unit, narrowed(base), days), wanted)
    status = sums["status"] if words else _by_status(unit, wanted)
    late = sums["due"][Due.LATE]
    return TicketCounts(
        total=total,
        status={TicketStatus(value): count for value, count in status.items()},
        category=sums["category"],
        province=sums["province"],
        urgency=sums["urgency"],
        reviewer=sums["reviewer"],
        due={Due.LATE: late, Due.SOON: late + sums["due"][Due.SOON]},
        age={Age(value): count for value, count in sums["age"].items()},
    )


def by_division(unit: Unit, wanted: TicketFilter, above: str, digits: int) -> dict[str, int]:
    """How many tickets each division with a code of so many ``digits`` below the code ``above``
    would leave, by its code."""
    code = func.substr(tickets.c.county_code, 1, digits)
    rows = unit.connection.execute(
        select(code.label("code"), func.count().label("tickets"))
        .where(*narrowed(replace(wanted, county=above)))
        .where(func.length(tickets.c.county_code) >= digits)
        .group_by(code)
    ).all()
    return {row.code: row.tickets for row in rows}


def _cells(unit: Unit, conditions: list[ColumnElement[bool]], days: QueueDays) -> list[_Cell]:
    row = tickets.c
    due = case(
        (row.review_due <= days.due_by(Due.LATE), literal(str(Due.LATE))),
        (row.review_due <= days.due_by(Due.SOON), literal(str(Due.SOON))),
        else_=null(),
    )
    ages = [(row.submitted_at >= begins(first), literal(str(age))) for age, first in _firsts(days)]
    alike = (
        select(
            row.status,
            row.category,
            row.province,
            row.urgency,
            func.coalesce(row.reviewer, NOBODY).label("reviewer"),
            due.label("due"),
            case(*ages, else_=literal(str(Age.LONGER))).label("age"),
        )
        .where(*conditions)
        # Gathered first: SQLite would look for words in the order of the groups, row by row.
        .cte()
        .prefix_with("MATERIALIZED")
    )
    rows = unit.connection.execute(
        select(alike, func.count().label("tickets")).group_by(*alike.c)
    ).all()
    return [_Cell(*one) for one in rows]


def _firsts(days: QueueDays) -> Iterable[tuple[Age, date]]:
    return ((age, first) for age in Age if (first := days.span(age)[0]))


def _by_status(unit: Unit, wanted: TicketFilter) -> Mapping[str, int]:
    rows = unit.connection.execute(
        select(tickets.c.status, func.count().label("tickets"))
        .where(*narrowed(wanted, but="status"))
        .group_by(tickets.c.status)
    ).all()
    return {row.status: row.tickets for row in rows}


def _summed(cells: list[_Cell], wanted: TicketFilter) -> tuple[int, dict[str, Counter[str]]]:
    """How many pass all filters, and by filter and value how many pass all the others.

    Each cell is judged once: with two filters against it, it counts nowhere; with one, only there.
    """
    total = 0
    sums: dict[str, Counter[str]] = {name: Counter() for name in _Cell._fields[:-1]}
    for cell in cells:
        against = _against(cell, wanted)
        if not against:
            total += cell.tickets
        for name in sums if not against else against if len(against) == 1 else ():
            value = getattr(cell, name)
            if value is not None:
                sums[name][value] += cell.tickets
    return total, sums


def _against(cell: _Cell, wanted: TicketFilter) -> list[str]:
    """The filters that the tickets of ``cell`` do not pass."""
    judged = (
        ("status", wanted.statuses and cell.status not in wanted.statuses),
        ("category", wanted.category and cell.category != wanted.category),
        ("province", wanted.province and cell.province != wanted.province),
        ("urgency", wanted.urgency and cell.urgency != wanted.urgency),
        ("reviewer", wanted.unassigned and cell.reviewer != NOBODY),
        ("reviewer", wanted.reviewer and cell.reviewer != wanted.reviewer),
        ("due", wanted.due and cell.due not in (wanted.due, Due.LATE)),
        ("age", wanted.age and cell.age != wanted.age),
    )
    return [name for name, is_against in judged if is_against]
