"""Talks with staff at the desk: taken, read, answered, handed back; each act in the history."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import insert, select, update

from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.errors import Invalid
from api.domain.redaction import mask
from api.domain.staff_chat import UNTAKEN_AFTER, ChatAct, ChatState, StaffChat
from api.store import idempotency
from api.store import staff_chats as store
from api.store.database import Database, Unit
from api.store.notices import tell_person
from api.tables.conversation import sessions, transcript
from api.tables.staff_chats import staff_chats as chats

LONGEST_REPLY = 2_000
BY_SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class ChatNotifier:
    """Composes what people are told in a talk, as turn JSON; handed in by the bootstrap.

    ``said`` signs what staff wrote, ``late`` takes the talk's number, ``over`` the person's
    session as JSON and whether the talk was handed back rather than closed.
    """

    joined: Callable[[], dict[str, Any]]
    said: Callable[[str], dict[str, Any]]
    late: Callable[[int], dict[str, Any]]
    over: Callable[[dict[str, Any], bool], dict[str, Any]]


def take(unit: Unit, staff: Staff, number: int, notifier: ChatNotifier) -> StaffChat:
    """Answer this talk from now on, in place of whoever did; the person is told the first time.

    Raises:
        NotFound, WrongMove: see ``StaffChat.taken``.
    """
    staff.require(Duty.TALK)
    before = store.load(unit, number, to_change=True)
    after = before.taken(staff.username, unit.now)
    store.save(unit, before, after)
    _seen_by_holder(unit, after)
    if before.state is ChatState.WAITING:
        _tell(unit, after, notifier.joined)
    return after


def read(unit: Unit, staff: Staff, number: int) -> None:
    """Note in the history that this member of staff saw what the person wrote."""
    before = store.load(unit, number, to_change=True)
    line = _last_of_person(unit, number)
    if before.has_read(staff.username, line):
        return
    after = before.done(ChatAct.READ, actor=staff.username, at=unit.now, line=line)
    store.save(unit, before, after)
    if before.holder == staff.username:
        _seen_by_holder(unit, after)


def reply(
    unit: Unit, staff: Staff, number: int, text: str, *, key: str, notifier: ChatNotifier
) -> None:
    """Write to the person, where they wrote last. The same ``key`` again sends nothing more.

    Raises:
        Invalid: nothing written, or too much.
        NotFound, NotAllowed, WrongMove: see ``StaffChat.done``.
    """
    staff.require(Duty.TALK)
    kept = mask(text.strip())
    if not kept:
        raise Invalid("text", "回复是空的。请写好后再发送。")
    if len(kept) > LONGEST_REPLY:
        raise Invalid("text", f"最多 {LONGEST_REPLY:,} 字，现在有 {len(kept):,} 字。请分几次发送。")
    before = store.load(unit, number, to_change=True)
    scoped = f"{number}:{staff.username}:{key}"
    if idempotency.recall(unit, "staff-reply", scoped):
        return
    _may(before, ChatAct.ANSWERED, staff, unit)
    line = store.add_line(unit, number, store.STAFF, kept, author=staff.username)
    after = before.done(ChatAct.ANSWERED, actor=staff.username, at=unit.now, line=line)
    store.save(unit, before, after)
    _seen_by_holder(unit, after)
    _remember(unit, after.person, kept)
    idempotency.record(unit, "staff-reply", scoped, line)
    _tell(unit, after, partial(notifier.said, kept))


def end(
    unit: Unit, staff: Staff, number: int, *, handed_back: bool, notifier: ChatNotifier
) -> StaffChat:
    """Give the person back to the bot, which asks again what it had asked; or close the talk.

    Raises:
        NotFound, NotAllowed, WrongMove: see ``StaffChat.done``.
    """
    staff.require(Duty.TALK)
    before = store.load(unit, number, to_change=True)
    act = ChatAct.HANDED_BACK if handed_back else ChatAct.CLOSED
    after = before.done(act, actor=staff.username, at=unit.now)
    store.save(unit, before, after)
    session = unit.connection.execute(
        select(sessions.c.body).where(sessions.c.person == after.person)
    ).scalar()
    _tell(unit, after, partial(notifier.over, session or {}, handed_back))
    return after


def remind(unit: Unit, notifier: ChatNotifier) -> int:
    """Tell those nobody answers, once each, that they may leave a question; returns how many."""
    waiting = unit.connection.execute(
        select(chats.c.number).where(
            chats.c.state == ChatState.WAITING, chats.c.opened_at <= unit.now - UNTAKEN_AFTER
        )
    ).scalars()
    told = 0
    for number in tuple(waiting):
        before = store.load(unit, number, to_change=True)
        if before.is_reminded or before.state is not ChatState.WAITING:
            continue
        after = before.done(ChatAct.REMINDED, actor=BY_SYSTEM, at=unit.now)
        store.save(unit, before, after)
        _tell(unit, after, partial(notifier.late, number))
        told += 1
    return told


def remind_talks(database: Database, notifier: ChatNotifier) -> None:
    """``remind`` in a transaction of its own."""
    with database.begin() as unit:
        remind(unit, notifier)


def _remember(unit: Unit, person: str, text: str) -> None:
    """Staff stand in the transcript too: what the person says there would have no other side."""
    unit.connection.execute(
        insert(transcript).values(person=person, speaker=store.STAFF, text=text, at=unit.now)
    )


def _may(chat: StaffChat, act: ChatAct, staff: Staff, unit: Unit) -> None:
    """Refuse before anything is written."""
    chat.done(act, actor=staff.username, at=unit.now)


def _last_of_person(unit: Unit, number: int) -> int:
    said = [line.id for line in store.lines_of(unit, number) if line.speaker == store.PERSON]
    return max(said, default=0)


def _seen_by_holder(unit: Unit, chat: StaffChat) -> None:
    unit.connection.execute(
        update(chats)
        .where(chats.c.number == chat.number)
        .values(read_to=_last_of_person(unit, chat.number))
    )


def _tell(unit: Unit, chat: StaffChat, turn: Callable[[], dict[str, Any]]) -> None:
    key = f"talk-{chat.number}-{len(chat.events)}"
    tell_person(unit, person=chat.person, turn=turn, key=key)
