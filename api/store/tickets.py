"""Tickets in the database: opened once, and changed under a version."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, or_, select, update

from api.clock import SHANGHAI
from api.domain.errors import NotFound, Outdated
from api.domain.need import Need
from api.domain.need_json import need_from_json, need_json
from api.domain.review_time import review_time
from api.domain.ticket import HistoryEntry, Ticket, TicketStatus
from api.store.database import Unit
from api.store.need_versions import record
from api.store.overlap import write_keys
from api.store.ticket_history import entry_row, history_of
from api.store.webhook_news import tell_moved
from api.tables.tickets import history, tickets
from api.working_days import is_workday


def open_ticket(
    unit: Unit, need: Need, provenance: dict[str, str], reporter: str, post: int | None
) -> Ticket:
    """Store a new ticket with the next number and its first history entry."""
    number = unit.connection.execute(
        insert(tickets)
        .values(
            status=TicketStatus.SUBMITTED,
            provenance=provenance,
            reporter=reporter,
            post=post,
            version=1,
            history_hash="",
            submitted_at=unit.now,
            changed_at=unit.now,
            **need_columns(need),
        )
        .returning(tickets.c.number)
    ).scalar_one()
    write_keys(unit, number, need)
    fresh = Ticket(number=number, need=need, reporter=reporter, provenance=provenance)
    opened = fresh.opened(at=unit.now)
    save(unit, fresh, opened)
    record(unit, opened)
    return opened


def load(unit: Unit, number: int) -> Ticket:
    """The ticket with that number.

    Raises:
        NotFound: there is none.
    """
    row = unit.connection.execute(select(tickets).where(tickets.c.number == number)).one_or_none()
    if row is None:
        raise NotFound(f"没有找到工单 {number}。请核对工单号。")
    return _ticket(row, history_of(unit, (number,)).get(number, ()))


def save(unit: Unit, before: Ticket, after: Ticket, *, reviewer: str | None = None) -> None:
    """Write what changed from ``before`` to ``after``, with the new history entries and, where the
    need is another, its new version; webhooks are told of a move.

    Raises:
        Outdated: somebody changed the ticket since ``before`` was read.
    """
    values: dict[str, Any] = {
        "status": after.status,
        "provenance": after.provenance,
        "version": after.version,
        "history_hash": after.history[-1].hash,
        "changed_at": unit.now,
        "review_due": review_due(after, unit.now),
        "merged_into": after.merged_into,
    }
    if after.need != before.need:
        values |= need_columns(after.need)
        write_keys(unit, after.number, after.need)
    if reviewer is not None:
        values["reviewer"] = reviewer
    changed = unit.connection.execute(
        update(tickets)
        .where(tickets.c.number == after.number, tickets.c.version == before.version)
        .values(**values)
    )
    if changed.rowcount != 1:
        raise Outdated(f"工单 {after.number} 刚被其他人更新。请刷新页面，按最新内容处理。")
    first = len(before.history)
    unit.connection.execute(
        insert(history),
        [
            entry_row(after.number, ordinal, entry)
            for ordinal, entry in enumerate(after.history[first:], start=first + 1)
        ],
    )
    if (after.need, after.provenance) != (before.need, before.provenance):
        record(unit, after)
    tell_moved(unit, before, after)


def of_person(unit: Unit, person: str, posts: tuple[int, ...]) -> tuple[Ticket, ...]:
    """The tickets of the ``posts`` a person holds, and what they reported under no post; newest
    first. What they reported for a post they held once is its present holder's."""
    return _found(unit, answers_for(person, posts))


def numbers_of_person(unit: Unit, person: str, posts: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers of the same tickets, for which nothing else need be read."""
    found = select(tickets.c.number).where(answers_for(person, posts))
    return tuple(unit.connection.execute(found).scalars())


def answers_for(person: str, posts: tuple[int, ...]) -> ColumnElement[bool]:
    """Whether a row of ``tickets`` is one of those of ``of_person``."""
    own = and_(tickets.c.reporter == person, tickets.c.post.is_(None))
    return or_(own, tickets.c.post.in_(posts))


def of_numbers(unit: Unit, numbers: tuple[int, ...]) -> tuple[Ticket, ...]:
    """The tickets with these numbers, as far as there are any, newest first."""
    return _found(unit, tickets.c.number.in_(numbers))


def several(unit: Unit, numbers: tuple[int, ...]) -> tuple[Ticket, ...]:
    """Those of ``numbers`` there are, newest first."""
    return _found(unit, tickets.c.number.in_(numbers))


def of_post(unit: Unit, post: int) -> tuple[Ticket, ...]:
    """The tickets of a post, newest first."""
    return _found(unit, tickets.c.post == post)


def _found(unit: Unit, condition: ColumnElement[bool]) -> tuple[Ticket, ...]:
    rows = unit.connection.execute(
        select(tickets).where(condition).order_by(tickets.c.number.desc())
    ).all()
    entries = history_of(unit, tuple(row.number for row in rows))
    return tuple(_ticket(row, entries.get(row.number, ())) for row in rows)


def reviewer_of(unit: Unit, number: int) -> str | None:
    """Who reviews the ticket."""
    found = select(tickets.c.reviewer).where(tickets.c.number == number)
    return unit.connection.execute(found).scalar()


def set_reviewer(unit: Unit, number: int, username: str | None) -> None:
    """Make it that person's, or nobody's; what ``save`` wrote before guards it."""
    unit.connection.execute(
        update(tickets).where(tickets.c.number == number).values(reviewer=username)
    )


def review_due(ticket: Ticket, now: datetime) -> date | None:
    """The last day for a decision; ``None`` when none is due from staff."""
    today = now.astimezone(SHANGHAI).date()
    time = review_time(ticket.history, today, SHANGHAI, is_workday)
    return time.due if time else None


def need_columns(need: Need) -> dict[str, Any]:
    """What the row of a ticket holds of its need: the whole of it, and what it is found by."""
    parts = (need.title, str(need.place), *(item.name for item in need.items), need.description)
    return {
        "need": need_json(need),
        "title": need.title[:200],
        "category": need.category,
        "province": need.place.province,
        "county_code": need.place.code,
        "urgency": need.urgency,
        "search_text": "\n".join(parts).lower(),
    }


def _ticket(row: Row[Any], entries: tuple[HistoryEntry, ...]) -> Ticket:
    return Ticket(
        number=row.number,
        need=need_from_json(row.need),
        reporter=row.reporter,
        status=TicketStatus(row.status),
        provenance=row.provenance,
        history=entries,
        version=row.version,
    )
