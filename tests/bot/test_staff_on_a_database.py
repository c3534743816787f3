"""Talks with staff over a real database: held by one, told to the person, kept in a history."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from api.desk.chat_pages import chat_page, ended_chats, open_chats, waiting_count
from api.desk.chats import end, read, remind, remind_talks, reply, take
from api.desk.people import Staff
from api.desk.ticket_page import ticket_page
from api.domain.duties import ALL_WORK
from api.domain.errors import Invalid, NotAllowed, NotFound, WrongMove
from api.domain.staff_chat import UNTAKEN_AFTER, ChatAct, ChatState
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.staff_chats import load
from api.tables.delivery import notices
from api.tables.staff_chats import staff_chat_events
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import CHAT_NOTIFIER, REVIEWER, hired, ledger_of, person_of
from tests.api.pictures import jpeg
from tests.bot.test_on_a_database import DatabaseChat, to_the_card
from tests.fakes import FixedClock

WANG = Staff("wang", ALL_WORK)


@pytest.fixture
def chat(database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    hired(database, REVIEWER, WANG)
    return DatabaseChat(gazetteer, channel="telegram", database=database, folder=tmp_path)


def told(database: Database) -> list[str]:
    with database.read() as unit:
        rows = unit.connection.execute(select(notices).order_by(notices.c.id)).all()
    return [row.turn["messages"][0]["text"] for row in rows if row.idempotency_key[:5] == "talk-"]


def answer(database: Database, staff: Staff, text: str, key: str = "k") -> None:
    with database.begin() as unit:
        reply(unit, staff, 1, text, key=key, notifier=CHAT_NOTIFIER)


def taken(database: Database, staff: Staff = REVIEWER) -> None:
    with database.begin() as unit:
        take(unit, staff, 1, CHAT_NOTIFIER)


def test_a_talk_from_the_call_to_the_hand_back(
    chat: DatabaseChat, database: Database, clock: FixedClock
) -> None:
    to_the_card(chat)
    clock.forward(minutes=1)
    chat.say("转人工")
    chat.say("这份上报怎么改金额")
    taken(database)
    answer(database, REVIEWER, "直接在对话里说“预算改成6万”。")
    assert chat.say("好的").messages == ()
    with database.begin() as unit:
        end(unit, REVIEWER, 1, handed_back=True, notifier=CHAT_NOTIFIER)
    assert told(database) == [
        "工作人员已接手，请直接说您的情况。",
        "工作人员：直接在对话里说“预算改成6万”。",
        "工作人员已把对话交还给自动服务。还需要时再说“转人工”。",
    ]
    with database.read() as unit:
        back = unit.connection.execute(
            select(notices.c.turn).order_by(notices.c.id.desc()).limit(1)
        ).scalar_one()
        page = chat_page(unit, REVIEWER, 1)
    assert back["asks"] == "confirm"
    assert [(line.speaker, line.text) for line in page.lines] == [
        ("person", "转人工"),
        ("person", "这份上报怎么改金额"),
        ("staff", "直接在对话里说“预算改成6万”。"),
        ("person", "好的"),
    ]
    assert page.before[-1].speaker == "bot"
    assert page.whole
    assert chat.say("预算改成6万").asks == "confirm"


def test_the_list_tells_who_waits_how_long_and_what_is_unread(
    chat: DatabaseChat, database: Database, clock: FixedClock
) -> None:
    chat.say("转人工")
    clock.forward(minutes=5)
    chat.say("在吗")
    with database.read() as unit:
        (row,) = open_chats(unit, REVIEWER)
        assert waiting_count(unit) == 1
    assert (row.unread, row.last, row.holder) == (2, "在吗", None)
    assert row.waits_since == clock.now() - timedelta(minutes=5)
    taken(database)
    answer(database, REVIEWER, "在的。")
    with database.read() as unit:
        (row,) = open_chats(unit, REVIEWER)
        assert waiting_count(unit) == 0
    assert (row.unread, row.waits_since, row.holder) == (0, None, "li")
    chat.say("谢谢")
    with database.begin() as unit:
        read(unit, WANG, 1)
    with database.read() as unit:
        assert open_chats(unit, REVIEWER)[0].unread == 1
    with database.begin() as unit:
        read(unit, REVIEWER, 1)
    with database.read() as unit:
        assert open_chats(unit, REVIEWER)[0].unread == 0
        assert [(e.act, e.actor) for e in load(unit, 1).events[-2:]] == [
            (ChatAct.READ, "wang"),
            (ChatAct.READ, "li"),
        ]


def test_reading_the_same_again_is_noted_once(chat: DatabaseChat, database: Database) -> None:
    chat.say("转人工")
    for _ in range(2):
        with database.begin() as unit:
            read(unit, REVIEWER, 1)
    with database.read() as unit:
        assert [e.act for e in load(unit, 1).events] == [ChatAct.OPENED, ChatAct.READ]


def test_only_the_holder_answers_and_a_colleague_may_take_over(
    chat: DatabaseChat, database: Database
) -> None:
    chat.say("转人工")
    with pytest.raises(NotAllowed):
        answer(database, REVIEWER, "您好")
    taken(database)
    with pytest.raises(NotAllowed, match="由 li 接待"):
        answer(database, WANG, "您好")
    taken(database, WANG)
    with pytest.raises(NotAllowed, match="由 wang 接待"):
        answer(database, REVIEWER, "您好")
    answer(database, WANG, "您好")
    assert told(database) == ["工作人员已接手，请直接说您的情况。", "工作人员：您好"]


def test_a_reply_sent_twice_arrives_once(chat: DatabaseChat, database: Database) -> None:
    chat.say("转人工")
    taken(database)
    for key in ("a", "a", "b"):
        answer(database, REVIEWER, "您好", key)
    assert told(database)[1:] == ["工作人员：您好", "工作人员：您好"]


@pytest.mark.parametrize(("text", "problem"), [(" \n", "空的"), ("长" * 2001, "最多 2,000 字")])
def test_a_reply_that_says_nothing_or_too_much_is_refused(
    chat: DatabaseChat, database: Database, text: str, problem: str
) -> None:
    chat.say("转人工")
    taken(database)
    with pytest.raises(Invalid, match=problem):
        answer(database, REVIEWER, text)


def test_staff_cannot_answer_who_went_back_to_the_bot(
    chat: DatabaseChat, database: Database
) -> None:
    chat.say("转人工")
    taken(database)
    chat.say("结束人工")
    with pytest.raises(WrongMove, match="对方已结束"):
        answer(database, REVIEWER, "您好")
    with database.read() as unit:
        assert open_chats(unit, REVIEWER) == ()
        ((row,), total) = ended_chats(unit, REVIEWER, page=1, size=20)
    assert (row.state, total) == (ChatState.ENDED, 1)


def test_a_closed_talk_says_so_and_offers_the_menu(chat: DatabaseChat, database: Database) -> None:
    chat.say("转人工")
    taken(database)
    with database.begin() as unit:
        end(unit, REVIEWER, 1, handed_back=False, notifier=CHAT_NOTIFIER)
    assert "工作人员已结束这次人工对话" in told(database)[-1]
    assert "可以这样用" in chat.say("帮助").messages[0].text


def test_who_nobody_answers_is_told_once_and_may_leave_a_question(
    chat: DatabaseChat, database: Database, clock: FixedClock
) -> None:
    chat.say("转人工")
    chat.say("补助什么时候发")
    remind_talks(database, CHAT_NOTIFIER)
    assert told(database) == []
    clock.at += UNTAKEN_AFTER
    with database.begin() as unit:
        assert remind(unit, CHAT_NOTIFIER) == 1
    with database.begin() as unit:
        assert remind(unit, CHAT_NOTIFIER) == 0
    assert [text[:12] for text in told(database)] == ["还没有工作人员接手，让您"]
    assert "编号 1" in chat.press("d:leave:1").messages[0].text
    with database.read() as unit:
        assert load(unit, 1).events[-1].act is ChatAct.LEFT


def test_a_talk_that_was_taken_in_time_is_not_reminded(
    chat: DatabaseChat, database: Database, clock: FixedClock
) -> None:
    chat.say("转人工")
    taken(database)
    clock.at += UNTAKEN_AFTER
    with database.begin() as unit:
        assert remind(unit, CHAT_NOTIFIER) == 0


def test_a_talk_goes_on_from_another_channel(chat: DatabaseChat, database: Database) -> None:
    code = chat.say("换渠道").messages[0].text.split("绑定码是 ")[1][:6]
    web = chat.beside("web")
    web.say("转人工")
    web.say(f"绑定 {code}")
    web.say("结束人工")
    web.say(f"绑定 {code}")
    web.say("转人工")
    assert chat.say("这边也能说").messages[0].text.startswith("已转给工作人员")
    taken_number = 2
    with database.begin() as unit:
        take(unit, REVIEWER, taken_number, CHAT_NOTIFIER)
        channel = unit.connection.execute(
            select(notices.c.channel).where(notices.c.idempotency_key.startswith("talk-2"))
        ).scalar_one()
    assert channel == "telegram"


def test_jpeg_is_kept_for_staff(chat: DatabaseChat, database: Database, tmp_path: Path) -> None:
    chat.say("转人工")
    chat.give("现场.jpg", jpeg())
    with database.read() as unit:
        page = chat_page(unit, REVIEWER, 1)
    assert page.lines[-1].text == "［发来文件］现场.jpg"
    assert [file.name for file in page.files.values()] == ["现场.jpg"]


def test_the_history_only_grows_and_shows_when_it_was_touched(
    chat: DatabaseChat, database: Database
) -> None:
    chat.say("转人工")
    with pytest.raises(DatabaseError), database.begin() as unit:
        unit.connection.execute(update(staff_chat_events).values(actor="someone"))


def test_there_is_no_talk_of_that_number(database: Database) -> None:
    with database.read() as unit, pytest.raises(NotFound, match="编号 7"):
        chat_page(unit, REVIEWER, 7)


def test_the_conversation_of_a_ticket_has_both_sides(
    chat: DatabaseChat, database: Database
) -> None:
    chat.say("转人工")
    taken(database)
    answer(database, REVIEWER, "请先上报，我来看。")
    chat.say("结束人工")
    to_the_card(chat)
    number = chat.tap("提交").ticket
    assert number is not None
    with database.read() as unit:
        said = ticket_page(unit, REVIEWER, number).transcript
    assert ("staff", "请先上报，我来看。") in [(line.speaker, line.text) for line in said]


def test_two_people_wait_side_by_side(
    chat: DatabaseChat, database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    chat.say("转人工")
    clock.forward(minutes=1)
    other: SqlLedger = ledger_of(database, tmp_path)
    with other.transaction(person_of(other, database, chat="43")) as tx:
        tx.staff.call("找人工")
    taken(database)
    with database.read() as unit:
        assert [row.number for row in open_chats(unit, REVIEWER)] == [2, 1]
