"""Web conversations in the database."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from api.store.database import Database
from api.store.files import FileStore
from api.store.inbound import Spool
from api.store.ledger import SqlLedger
from api.store.notices import tell_person
from api.store.web_chats import SHOWN, SqlChats
from api.tables.conversation import web_chats
from bot.dialogue.turn import Inbound, Message, Turn
from bot.dialogue.turn_json import turn_json
from bot.web import inbound_from_file, inbound_from_text
from tests.fakes import FixedClock


class Talk:
    """A ledger with the one thing these tests do: say and answer."""

    def __init__(self, database: Database, folder: Path, clock: FixedClock) -> None:
        files = FileStore(folder / "files", 1_000_000)
        self.ledger = SqlLedger(database, files, Spool(folder / "spool", 1_000_000))
        self.clock = clock

    def say(self, inbound: Inbound, answer: str) -> str:
        """Returns the person."""
        receipt = self.ledger.receive(inbound)
        with self.ledger.transaction(receipt.person) as transaction:
            transaction.handled(receipt.inbound_id, Turn((Message(answer),)))
        self.clock.forward(seconds=1)
        return receipt.person


@pytest.fixture
def chats(database: Database) -> SqlChats:
    return SqlChats(database)


@pytest.fixture
def talk(database: Database, tmp_path: Path, clock: FixedClock) -> Talk:
    return Talk(database, tmp_path, clock)


def texts(chats: SqlChats, chat: str) -> list[str]:
    """Everything said, in order."""
    said: list[str] = []
    for exchange in chats.history(chat):
        if exchange.inbound and exchange.inbound.text:
            said.append(exchange.inbound.text)
        if exchange.turn:
            said += [message.text for message in exchange.turn.messages]
    return said


def test_a_token_opens_its_chat_and_only_its_digest_is_kept(
    chats: SqlChats, database: Database, clock: FixedClock
) -> None:
    opened = chats.open(clock.now())

    assert chats.find(opened.token) == opened.chat
    assert chats.find("made up") is None
    assert chats.find("\udcff") is None
    with database.read() as unit:
        row = unit.connection.execute(select(web_chats)).one()
    assert opened.token not in tuple(row)


def test_a_closed_chat_cannot_be_opened_again(chats: SqlChats, clock: FixedClock) -> None:
    opened, other = chats.open(clock.now()), chats.open(clock.now())

    chats.close(opened.chat)

    assert chats.find(opened.token) is None
    assert chats.find(other.token) == other.chat


def test_a_chat_in_which_nothing_was_said_has_no_history(
    chats: SqlChats, clock: FixedClock
) -> None:
    assert chats.history(chats.open(clock.now()).chat) == ()


def test_history_holds_what_was_said_and_what_the_bot_began_in_order(
    chats: SqlChats, talk: Talk, database: Database, clock: FixedClock
) -> None:
    chat = chats.open(clock.now()).chat
    person = talk.say(inbound_from_text(chat, "a", clock.now(), "你好"), "您好")
    with database.begin() as unit:
        notice = turn_json(Turn((Message("工单 7 已受理"),)))
        tell_person(unit, person=person, turn=lambda: notice, key="ticket-7")
    clock.forward(seconds=1)
    talk.say(inbound_from_file(chat, "b", clock.now(), "照片.jpg", b"x"), "收到")

    assert texts(chats, chat) == ["你好", "您好", "工单 7 已受理", "收到"]
    *_, last = chats.history(chat)
    assert last.inbound
    assert last.inbound.file
    assert (last.inbound.file.name, last.inbound.file.content) == ("照片.jpg", b"")
    assert [exchange.event for exchange in chats.history(chat)] == [None, 1, None]


def test_events_are_those_of_the_chat_after_the_one_named(
    chats: SqlChats, talk: Talk, database: Database, clock: FixedClock
) -> None:
    assert chats.newest_event() == 0
    people = {}
    for _ in range(2):
        chat = chats.open(clock.now()).chat
        people[chat] = talk.say(inbound_from_text(chat, "k", clock.now(), "你好"), "您好")
    for number, person in enumerate([*people.values(), *people.values()]):
        with database.begin() as unit:
            body = turn_json(Turn((Message(str(number)),)))
            tell_person(unit, person=person, turn=partial(dict, body), key=f"n{number}")

    first, _ = people
    events = chats.events_after(first, 0)

    assert [event.turn.messages[0].text for event in events] == ["0", "2"]
    assert chats.events_after(first, events[0].id) == events[1:]
    assert chats.newest_event() == 4


def test_what_the_person_said_on_another_channel_belongs_to_the_history(
    chats: SqlChats, talk: Talk, database: Database, clock: FixedClock
) -> None:
    chat = chats.open(clock.now()).chat
    guest = talk.say(inbound_from_text(chat, "a", clock.now(), "网页"), "好")
    there = Inbound("telegram", "42", "1", clock.now(), text="电报")
    holder = talk.say(there, "收到")
    with talk.ledger.transaction(holder) as transaction:
        code = transaction.link_code()
    with talk.ledger.transaction(guest) as transaction:
        assert transaction.link("web", chat, code)

    assert texts(chats, chat) == ["网页", "好", "电报", "收到"]


def test_a_long_history_begins_with_its_latest_part(
    chats: SqlChats, talk: Talk, clock: FixedClock
) -> None:
    chat = chats.open(clock.now()).chat
    for number in range(SHOWN + 3):
        talk.say(inbound_from_text(chat, str(number), clock.now(), f"第{number}句"), "好")

    said = [e.inbound.text for e in chats.history(chat) if e.inbound]

    assert said == [f"第{number}句" for number in range(3, SHOWN + 3)]
