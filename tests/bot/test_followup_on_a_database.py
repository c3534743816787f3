"""What follows a submission, over the real store: the desk, the chat, and the desk again."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.desk import review
from api.desk.progress import BY_HAND, advance, ask_reporter
from api.desk.publishing import publish
from api.desk.ticket_page import ticket_page
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, WrongMove
from api.domain.followup import REOPEN_WITHIN, Feedback
from api.domain.public_need import UNWORDED
from api.domain.ticket import MOVES, TicketStatus
from api.store.database import Database
from api.store.followup import feedback_counts, signals
from api.store.ticket_history import history_is_whole
from api.tables.delivery import notices
from bot.dialogue.turn import IncomingFile
from bot.dialogue.turn_json import turn_from_json
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import CHECKED, NOTIFIER, REVIEWER, hired, ledger_of, linked, person_of
from tests.api.pictures import jpeg
from tests.bot.test_on_a_database import DatabaseChat, to_the_card
from tests.fakes import FixedClock

S = TicketStatus


@pytest.fixture
def chat(database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    """A person whose report became ticket 1001 and was accepted."""
    hired(database, REVIEWER)
    chat = DatabaseChat(gazetteer, channel="telegram", database=database, folder=tmp_path)
    to_the_card(chat)
    chat.tap("提交")
    with database.begin() as unit:
        version = review.take(unit, REVIEWER, 1001, version=2).version
        review.accept(unit, REVIEWER, 1001, version=version, checks=CHECKED, notifier=NOTIFIER)
    return chat


def page(database: Database) -> Any:
    with database.read() as unit:
        return ticket_page(unit, REVIEWER, 1001)


def recorded(database: Database, *steps: TicketStatus, reason: str = "") -> None:
    for to in steps:
        version = page(database).ticket.version
        if to is S.PUBLISHED:
            published(database, version)
            continue
        with database.begin() as unit:
            advance(unit, REVIEWER, 1001, version=version, to=to, reason=reason, notifier=NOTIFIER)


def published(database: Database, version: int) -> None:
    with database.begin() as unit:
        publish(unit, REVIEWER, 1001, version=version, words=UNWORDED, days=0, notifier=NOTIFIER)


def asked(database: Database, text: str = "男女各多少？") -> None:
    with database.begin() as unit:
        version = page(database).ticket.version
        ask_reporter(unit, REVIEWER, 1001, version=version, text=text, notifier=NOTIFIER)


def hear_last(chat: DatabaseChat, database: Database) -> str:
    """What the reporter was told last; its buttons can be tapped."""
    with database.read() as unit:
        turn = unit.connection.execute(
            select(notices.c.turn)
            .where(~notices.c.idempotency_key.startswith("inbound"))
            .order_by(notices.c.id.desc())
            .limit(1)
        ).scalar_one()
    chat.turn = turn_from_json(turn)
    return chat.texts[0]


def delivered(chat: DatabaseChat, database: Database) -> None:
    recorded(database, S.PUBLISHED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED)
    assert "请看一下收到没有" in hear_last(chat, database)


def test_the_desk_offers_only_moves_that_are_allowed() -> None:
    assert all(set(offered) <= MOVES[status] for status, offered in BY_HAND.items())


def test_each_step_is_told_with_its_remark(chat: DatabaseChat, database: Database) -> None:
    recorded(database, S.PUBLISHED)
    assert "已发布，等机构认领" in hear_last(chat, database)
    recorded(database, S.CLAIMED, reason="某基金会全部认领")
    told = hear_last(chat, database)
    assert "已认领" in told
    assert "意见：某基金会全部认领" in told
    assert page(database).ticket.history[-1].reason == "某基金会全部认领"


@pytest.mark.parametrize(
    ("to", "refusal"), [("delivered", WrongMove), ("withdrawn", WrongMove), ("", Invalid)]
)
def test_what_is_not_offered_is_not_recorded(
    chat: DatabaseChat, database: Database, to: str, refusal: type[Exception]
) -> None:
    version = page(database).ticket.version
    with pytest.raises(refusal), database.begin() as unit:
        advance(unit, REVIEWER, 1001, version=version, to=to, reason="", notifier=NOTIFIER)


def test_nobody_records_or_asks_about_what_they_reported(
    chat: DatabaseChat, database: Database
) -> None:
    before = page(database)
    own = linked(database, REVIEWER, before.ticket.reporter)
    version = before.ticket.version
    with pytest.raises(NotAllowed), database.begin() as unit:
        advance(unit, own, 1001, version=version, to="claimed", reason="", notifier=NOTIFIER)
    with pytest.raises(NotAllowed), database.begin() as unit:
        ask_reporter(unit, own, 1001, version=version, text="？", notifier=NOTIFIER)
    with database.read() as unit:
        assert ticket_page(unit, own, 1001).by_hand == ()


def test_two_steps_at_once_are_one(chat: DatabaseChat, database: Database) -> None:
    version = page(database).ticket.version
    recorded(database, S.PUBLISHED)
    with pytest.raises(Outdated), database.begin() as unit:
        advance(unit, REVIEWER, 1001, version=version, to="claimed", reason="", notifier=NOTIFIER)


def test_a_question_and_its_answer_stand_in_the_ticket(
    chat: DatabaseChat, database: Database, clock: FixedClock
) -> None:
    asked(database)
    assert "工作人员想问：\n男女各多少？" in hear_last(chat, database)
    clock.forward(minutes=5)
    chat.tap("回答")
    chat.give("名单.jpg", jpeg())
    after = page(database)
    assert [(one.text, one.answer) for one in after.questions] == [
        ("男女各多少？", "［发来文件］名单.jpg")
    ]
    assert "名单.jpg" in [file.name for file in after.files]
    assert after.ticket.status is S.ACCEPTED
    with database.read() as unit:
        assert [(one.ticket, one.feedback) for one in signals(unit)] == [(1001, None)]
        assert history_is_whole(unit, after.ticket)
    clock.forward(minutes=5)
    with database.begin() as unit:
        review.note(unit, REVIEWER, 1001, version=after.ticket.version, text="看过了")
    with database.read() as unit:
        assert signals(unit) == ()


def test_the_question_can_be_asked_again(chat: DatabaseChat, database: Database) -> None:
    asked(database, "第一问")
    hear_last(chat, database)
    chat.say("回答1001：答一")
    asked(database, "第二问")
    hear_last(chat, database)
    chat.say("回答1001：答二")
    assert [one.answer for one in page(database).questions] == ["答一", "答二"]


@pytest.mark.parametrize(("text", "problem"), [(" ", "问题是空的"), ("长" * 1001, "最多 1,000 字")])
def test_an_empty_or_endless_question_is_refused(
    chat: DatabaseChat, database: Database, text: str, problem: str
) -> None:
    with pytest.raises(Invalid, match=problem):
        asked(database, text)


def test_nothing_is_asked_about_what_was_withdrawn(chat: DatabaseChat, database: Database) -> None:
    chat.say("撤回1001")
    chat.say("确定")
    with pytest.raises(WrongMove, match="已撤回"):
        asked(database)


def test_received_rated_and_closed(chat: DatabaseChat, database: Database) -> None:
    delivered(chat, database)
    chat.tap("收到了")
    chat.give("到货.jpg", jpeg())
    chat.say("满意")
    chat.tap("再说一句")
    chat.say("谢谢，电话13812345678")
    after = page(database)
    assert after.ticket.status is S.CLOSED
    assert [one.feedback for one in after.feedback] == [Feedback.RECEIVED, Feedback.PLEASED]
    assert "13812345678" not in after.feedback[-1].text
    assert "到货.jpg" in [file.name for file in after.files]
    counts = feedback_counts(database)
    assert (counts["pleased"], counts["received"], counts["unhappy"]) == (1, 1, 0)
    with database.read() as unit:
        assert signals(unit) == ()


def test_nobody_adds_to_a_ticket_that_is_not_theirs(
    chat: DatabaseChat, database: Database, tmp_path: Path
) -> None:
    delivered(chat, database)
    chat.tap("没收到")
    ledger = ledger_of(database, tmp_path)
    other = person_of(ledger, database, chat="somebody else")
    with pytest.raises(NotFound), ledger.transaction(other) as tx:
        tx.followup.explain(1001, "别人的话")
    with pytest.raises(NotFound), ledger.transaction(other) as tx:
        tx.followup.attach(1001, IncomingFile("x.jpg", jpeg()))
    assert [one.text for one in page(database).feedback] == [""]


def test_the_latest_mark_counts(chat: DatabaseChat, database: Database) -> None:
    delivered(chat, database)
    chat.tap("收到了")
    chat.say("一般")
    chat.press("d:unhappy:1001")
    assert {kind: n for kind, n in feedback_counts(database).items() if n} == {
        "received": 1,
        "unhappy": 1,
    }


def test_what_is_not_solved_is_shown_to_staff_until_they_act(
    chat: DatabaseChat, database: Database, clock: FixedClock
) -> None:
    delivered(chat, database)
    recorded(database, S.CLOSED)
    assert "90 天内" in hear_last(chat, database)
    clock.at += REOPEN_WITHIN
    chat.say("还没解决")
    chat.say("还差50套")
    after = page(database)
    assert after.ticket.status is S.IN_PROGRESS
    assert (after.feedback[-1].feedback, after.feedback[-1].text) == (
        Feedback.UNSOLVED,
        "还差50套",
    )
    with database.read() as unit:
        assert [one.feedback for one in signals(unit)] == [Feedback.UNSOLVED]
    clock.forward(minutes=5)
    recorded(database, S.DELIVERED)
    with database.read() as unit:
        assert signals(unit) == ()
