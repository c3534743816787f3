"""Talks with staff in the database: opened, written into, changed under a lock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from api.domain.errors import NotFound
from api.domain.history import chain_is_whole
from api.domain.staff_chat import OPEN, ChatAct, ChatEvent, ChatState, StaffChat
from api.store.database import Unit
from api.store.inbound import clean
from api.tables.staff_chats import staff_chat_events as events
from api.tables.staff_chats import staff_chat_lines as lines
from api.tables.staff_chats import staff_chats as chats

PERSON, STAFF = "person", "staff"


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One line of a talk; ``speaker`` is person or staff, ``file`` the id of what was sent."""

    id: int
    speaker: str
    author: str | None
    text: str
    file: str | None
    at: datetime


def open_of(unit: Unit, person: str) -> int | None:
    """The number of the person's talk that is not over; ``None`` when the bot answers."""
    number: int | None = unit.connection.execute(
        select(func.min(chats.c.number)).where(
            chats.c.person == person, chats.c.state.in_(sorted(OPEN))
        )
    ).scalar()
    return number


def begin(unit: Unit, person: str, text: str) -> StaffChat:
    """A new talk, begun with what the person said."""
    number = unit.connection.execute(
        insert(chats)
        .values(
            person=person,
            state=ChatState.WAITING,
            opened_at=unit.now,
            changed_at=unit.now,
            read_to=0,
            history_hash="",
        )
        .returning(chats.c.number)
    ).scalar_one()
    fresh = StaffChat(number, person, unit.now)
    opened = fresh.begun()
    save(unit, fresh, opened)
    add_line(unit, number, PERSON, text)
    return opened


def load(unit: Unit, number: int, *, to_change: bool = False) -> StaffChat:
    """The talk with that number; ``to_change`` keeps others from changing it in the meantime.

    Raises:
        NotFound: there is none.
    """
    query = select(chats).where(chats.c.number == number)
    row = unit.connection.execute(query.with_for_update() if to_change else query).one_or_none()
    if row is None:
        raise NotFound(f"没有编号 {number} 的人工对话。请从列表里打开。")
    return StaffChat(
        number=number,
        person=row.person,
        opened_at=row.opened_at,
        state=ChatState(row.state),
        holder=row.holder,
        events=_events(unit, number),
    )


def save(unit: Unit, before: StaffChat, after: StaffChat) -> None:
    """Write what changed, with the new entries of the history."""
    added = after.events[len(before.events) :]
    if not added:
        return
    unit.connection.execute(
        insert(events),
        [
            {
                "chat": after.number,
                "ordinal": ordinal,
                "at": event.at,
                "actor": event.actor,
                "act": event.act,
                "line": event.line,
                "previous_hash": event.previous_hash,
                "hash": event.hash,
            }
            for ordinal, event in enumerate(added, start=len(before.events) + 1)
        ],
    )
    unit.connection.execute(
        update(chats)
        .where(chats.c.number == after.number)
        .values(
            state=after.state,
            holder=after.holder,
            changed_at=unit.now,
            history_hash=after.events[-1].hash,
        )
    )


def add_line(
    unit: Unit,
    number: int,
    speaker: str,
    text: str,
    *,
    author: str | None = None,
    file: str | None = None,
) -> int:
    """Write one line, masked; returns its number."""
    line: int = unit.connection.execute(
        insert(lines)
        .values(
            chat=number,
            speaker=speaker,
            author=author,
            text=clean(text),
            file=file,
            at=unit.now,
        )
        .returning(lines.c.id)
    ).scalar_one()
    return line


def lines_of(unit: Unit, number: int) -> tuple[ChatLine, ...]:
    """What was said in a talk, oldest first."""
    rows = unit.connection.execute(
        select(lines).where(lines.c.chat == number).order_by(lines.c.id)
    ).all()
    return tuple(_line(row) for row in rows)


def history_is_whole(unit: Unit, chat: StaffChat) -> bool:
    """Whether no entry was edited or removed, and the last is the one the talk was saved with."""
    stored = unit.connection.execute(
        select(chats.c.history_hash).where(chats.c.number == chat.number)
    ).scalar_one()
    return chain_is_whole(chat.events) and bool(chat.events) and chat.events[-1].hash == stored


def holds_file(unit: Unit, key: str) -> bool:
    """Whether a file was sent to staff in a talk."""
    found = unit.connection.execute(select(lines.c.id).where(lines.c.file == key).limit(1))
    return found.first() is not None


def _events(unit: Unit, number: int) -> tuple[ChatEvent, ...]:
    rows = unit.connection.execute(
        select(events).where(events.c.chat == number).order_by(events.c.ordinal)
    ).all()
    return tuple(
        ChatEvent(row.at, row.actor, ChatAct(row.act), row.line, row.previous_hash) for row in rows
    )


def _line(row: Row[Any]) -> ChatLine:
    return ChatLine(row.id, row.speaker, row.author, row.text, row.file, row.at)
