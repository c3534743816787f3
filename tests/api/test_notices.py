"""Turns wait for their channel in order, are handed out once, and survive failures."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from api.store.database import Database
from api.store.notices import ALBUM_WAIT, SqlOutgoing, queue_answer, queue_notice, tell_person
from api.store.people import person_of_chat
from api.tables.conversation import sessions
from api.tables.delivery import notices
from bot import texts
from bot.dialogue.session import Session
from bot.dialogue.session_json import session_json
from bot.dialogue.turn_json import turn_json
from bot.outgoing import Outgoing
from bot.texts import Language
from tests.api.desks import ledger_of, message, person_of, said
from tests.fakes import FixedClock


@pytest.fixture
def outgoing(database: Database) -> SqlOutgoing:
    return SqlOutgoing(database)


def queue(outgoing: Outgoing, chat: str, text: str) -> None:
    outgoing.queue("telegram", chat, said(text), f"{chat}-{text}")


def claimed(outgoing: Outgoing, clock: FixedClock) -> list[tuple[str, str]]:
    due = outgoing.claim_due("telegram", clock.now())
    return [(notice.chat, notice.turn.messages[0].text) for notice in due]


def test_a_chat_gets_its_turns_in_order(outgoing: SqlOutgoing, clock: FixedClock) -> None:
    for chat, text in (("a", "1"), ("b", "1"), ("a", "2")):
        queue(outgoing, chat, text)
    first, other = outgoing.claim_due("telegram", clock.now())
    assert (first.chat, other.chat) == ("a", "b")
    assert (first.attempts, first.parts_sent, first.key) == (1, 0, "a-1")
    assert claimed(outgoing, clock) == []
    outgoing.mark_sent(first.id, clock.now())
    assert claimed(outgoing, clock) == [("a", "2")]


def test_the_same_key_is_queued_once(outgoing: SqlOutgoing, clock: FixedClock) -> None:
    queue(outgoing, "a", "1")
    queue(outgoing, "a", "1")
    assert len(outgoing.claim_due("telegram", clock.now())) == 1


def test_other_channels_are_left_alone(outgoing: SqlOutgoing, clock: FixedClock) -> None:
    outgoing.queue("web", "a", said("1"), "k")
    assert outgoing.claim_due("telegram", clock.now()) == ()


def test_what_a_dead_worker_held_is_due_again(outgoing: SqlOutgoing, clock: FixedClock) -> None:
    queue(outgoing, "a", "1")
    assert claimed(outgoing, clock) == [("a", "1")]
    clock.forward(minutes=2)
    (again,) = outgoing.claim_due("telegram", clock.now())
    assert again.attempts == 2


def test_a_worker_that_starts_again_need_not_wait_for_its_old_lease(
    outgoing: SqlOutgoing, clock: FixedClock
) -> None:
    queue(outgoing, "a", "1")
    queue(outgoing, "a", "2")
    assert claimed(outgoing, clock) == [("a", "1")]
    outgoing.release("telegram", clock.now())
    assert claimed(outgoing, clock) == [("a", "1")]


def test_a_retry_waits_and_goes_on_where_it_stopped(
    outgoing: SqlOutgoing, clock: FixedClock
) -> None:
    queue(outgoing, "a", "1")
    queue(outgoing, "a", "2")
    (notice,) = outgoing.claim_due("telegram", clock.now())
    later = clock.now().replace(minute=30)
    outgoing.retry_later(notice.id, later, "429", parts_sent=2)
    assert claimed(outgoing, clock) == []
    (again,) = outgoing.claim_due("telegram", later)
    assert (again.id, again.parts_sent, again.attempts) == (notice.id, 2, 2)


def test_what_is_given_up_no_longer_blocks_its_chat(
    outgoing: SqlOutgoing, clock: FixedClock, database: Database
) -> None:
    queue(outgoing, "a", "1")
    queue(outgoing, "a", "2")
    (notice,) = outgoing.claim_due("telegram", clock.now())
    outgoing.give_up(notice.id, clock.now(), "bot was blocked by the user")
    assert claimed(outgoing, clock) == [("a", "2")]
    with database.read() as unit:
        reasons = unit.connection.execute(
            select(notices.c.dead_reason).order_by(notices.c.id)
        ).scalars()
        assert list(reasons) == ["bot was blocked by the user", None]


def test_a_claim_is_limited(outgoing: SqlOutgoing, clock: FixedClock) -> None:
    for chat in "abc":
        queue(outgoing, chat, "1")
    assert len(outgoing.claim_due("telegram", clock.now(), limit=2)) == 2


def test_two_workers_never_hold_the_same_turn(outgoing: SqlOutgoing, clock: FixedClock) -> None:
    for chat in range(30):
        queue(outgoing, str(chat), "1")
    held: list[int] = []

    def work() -> None:
        while due := outgoing.claim_due("telegram", clock.now(), limit=3):
            held.extend(notice.id for notice in due)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    # A worker may stop early while the others hold rows; none is ever held twice.
    assert len(held) == len(set(held)) == 30


def test_a_person_is_told_on_the_channel_used_last(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    person = person_of(ledger, database, chat="tg")
    with ledger.transaction(person) as transaction:
        code = transaction.link_code()
    guest = person_of(ledger, database, channel="web", chat="w")
    with ledger.transaction(guest) as transaction:
        transaction.link("web", "w", code)
    for channel, chat in (("web", "w"), ("telegram", "tg")):
        clock.forward(minutes=1)
        ledger.receive(message(database, channel=channel, chat=chat, update=f"{channel}-2"))
        with database.begin() as unit:
            tell_person(unit, person=person, turn=lambda: turn_json(said("有消息")), key=channel)
    with database.read() as unit:
        rows = unit.connection.execute(select(notices).order_by(notices.c.id)).all()
    assert [(row.channel, row.chat, row.person) for row in rows] == [
        ("web", "w", person),
        ("telegram", "tg", person),
    ]


def test_nobody_is_told_where_there_is_no_chat(database: Database) -> None:
    with database.begin() as unit:
        tell_person(unit, person="nobody", turn=lambda: turn_json(said("有消息")), key="k")
    with database.read() as unit:
        assert unit.connection.execute(select(notices)).all() == []


def test_a_turn_is_not_queued_when_its_cause_is_undone(database: Database) -> None:
    def fail() -> None:
        with database.begin() as unit:
            queue_notice(unit, channel="web", chat="w", turn=turn_json(said("1")), key="k")
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        fail()
    with database.read() as unit:
        assert unit.connection.execute(select(notices)).all() == []


def test_a_person_is_told_in_the_language_they_chose(database: Database, clock: FixedClock) -> None:
    with database.begin() as unit:
        person = person_of_chat(unit, "telegram", "7")
        unit.connection.execute(
            insert(sessions).values(
                person=person, body=session_json(Session(language=Language.ENGLISH)), version=1
            )
        )
        tell_person(unit, person=person, turn=lambda: turn_json(said(texts.NOTHING_OPEN)), key="k")

    outgoing = SqlOutgoing(database)
    outgoing.queue("telegram", "8", said("你好"), "stranger")
    told, stranger = outgoing.claim_due("telegram", clock.now())
    assert told.turn == said("No report is being filled in now.")
    assert told.language is Language.ENGLISH, "the channel adds its own words in it, too"
    assert stranger.language is Language.SIMPLIFIED


def receipt(database: Database, number: int, text: str, album: str = "77") -> None:
    with database.begin() as unit:
        queue_answer(
            unit,
            channel="telegram",
            chat="a",
            turn=turn_json(said(text)),
            inbound=number,
            album=album,
        )


def test_of_an_album_the_last_answer_is_sent_once_no_more_of_it_comes(
    outgoing: SqlOutgoing, database: Database, clock: FixedClock
) -> None:
    for number in range(3):
        receipt(database, number, f"共 {number + 1} 份")
    assert claimed(outgoing, clock) == []
    clock.forward(seconds=ALBUM_WAIT.total_seconds())
    assert claimed(outgoing, clock) == [("a", "共 3 份")]


def test_an_answer_already_on_its_way_stays_and_the_next_follows_it(
    outgoing: SqlOutgoing, database: Database, clock: FixedClock
) -> None:
    receipt(database, 1, "共 1 份")
    clock.forward(seconds=ALBUM_WAIT.total_seconds())
    (first,) = outgoing.claim_due("telegram", clock.now())
    receipt(database, 2, "共 2 份")
    outgoing.mark_sent(first.id, clock.now())
    clock.forward(seconds=ALBUM_WAIT.total_seconds())
    assert claimed(outgoing, clock) == [("a", "共 2 份")]


def test_albums_do_not_take_each_others_place(
    outgoing: SqlOutgoing, database: Database, clock: FixedClock
) -> None:
    receipt(database, 1, "一", album="7")
    receipt(database, 2, "二", album="77")
    receipt(database, 3, "三", album="")
    clock.forward(seconds=ALBUM_WAIT.total_seconds())
    told = []
    while due := outgoing.claim_due("telegram", clock.now()):
        told += [notice.turn.messages[0].text for notice in due]
        outgoing.mark_sent(due[0].id, clock.now())
    assert told == ["一", "二", "三"]
