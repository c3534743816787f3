"""Questions passed on to staff are listed, answered once, and answered in chat."""

from pathlib import Path

import pytest
from sqlalchemy import select

from api.desk.questions import answer_question, list_questions, question
from api.domain.errors import Invalid, NotFound, Outdated
from api.store.database import Database
from api.tables.delivery import notices
from tests.api.desks import NOTIFIER, REVIEWER, hired, ledger_of, person_of
from tests.fakes import FixedClock


@pytest.fixture
def asked(database: Database, tmp_path: Path) -> int:
    hired(database, REVIEWER)
    ledger = ledger_of(database, tmp_path)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        return transaction.pass_on("县里能申请吗？", "q")


def test_an_answer_reaches_the_person_in_chat(
    database: Database, asked: int, clock: FixedClock
) -> None:
    with database.begin() as unit:
        answer_question(unit, REVIEWER, asked, text=" 可以，请找县民政局。", notifier=NOTIFIER)
        answered = question(unit, REVIEWER, asked)
        turn = unit.connection.execute(select(notices.c.turn)).scalar_one()
    assert (answered.answer, answered.answered_by) == ("可以，请找县民政局。", "li")
    assert (answered.asked_at, answered.answered_at) == (clock.now(), clock.now())
    assert "可以，请找县民政局。" in turn["messages"][0]["text"]
    assert "县里能申请吗？" in turn["messages"][0]["text"]


def test_answered_and_open_questions_are_listed_apart(database: Database, asked: int) -> None:
    with database.begin() as unit:
        (waiting,), total = list_questions(unit, REVIEWER)
        assert (waiting.number, total) == (asked, 1)
        assert list_questions(unit, REVIEWER, answered=True) == ((), 0)
        answer_question(unit, REVIEWER, asked, text="可以。", notifier=NOTIFIER)
        assert list_questions(unit, REVIEWER) == ((), 0)
        assert list_questions(unit, REVIEWER, answered=True)[1] == 1
        assert list_questions(unit, REVIEWER, answered=True, page=2) == ((), 1)


def test_a_question_is_answered_once(database: Database, asked: int) -> None:
    with database.begin() as unit:
        answer_question(unit, REVIEWER, asked, text="可以。", notifier=NOTIFIER)
        with pytest.raises(Outdated, match="其他同事"):
            answer_question(unit, REVIEWER, asked, text="不可以。", notifier=NOTIFIER)


@pytest.mark.parametrize("text", ["", "  ", "长" * 4_001])
def test_an_empty_or_endless_answer_is_refused(database: Database, asked: int, text: str) -> None:
    with database.begin() as unit, pytest.raises(Invalid):
        answer_question(unit, REVIEWER, asked, text=text, notifier=NOTIFIER)


def test_an_unknown_question_is_not_found(database: Database, asked: int) -> None:
    with database.begin() as unit, pytest.raises(NotFound):
        answer_question(unit, REVIEWER, asked + 1, text="可以。", notifier=NOTIFIER)
