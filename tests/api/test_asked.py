"""What the conversation leaves for staff: questions without their person, and counts."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from api.store.database import Database
from api.store.ledger import SqlLedger
from api.tables.questions import question_counts, questions
from bot.ports import Unanswered
from tests.api.desks import ledger_of, person_of
from tests.fakes import FixedClock

GIVEN: dict[str, Any] = {"text": "没有找到。", "citations": [], "as_of": "2026-09-01"}


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    return ledger_of(database, tmp_path)


def noted(database: Database, ledger: SqlLedger, text: str = "县里能申请吗？") -> int:
    with ledger.transaction(person_of(ledger, database)) as transaction:
        return transaction.note_unanswered(Unanswered(text, "no_source", GIVEN))


def test_a_noted_question_does_not_say_whose_it_is(database: Database, ledger: SqlLedger) -> None:
    number = noted(database, ledger, "我的电话13812345678，县里能申请吗？")
    with database.read() as unit:
        row = unit.connection.execute(select(questions)).one()
    assert (row.number, row.person, row.state) == (number, None, "open")
    assert row.text == "我的电话[电话已隐去]，县里能申请吗？"
    assert row.given == GIVEN


def test_it_becomes_theirs_when_they_pass_it_on(database: Database, ledger: SqlLedger) -> None:
    number = noted(database, ledger)
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        assert transaction.pass_on("县里能申请吗？", "k", number) == number
        assert transaction.pass_on("县里能申请吗？", "k", number) == number
    with database.read() as unit:
        row = unit.connection.execute(select(questions)).one()
    assert (row.person, row.reason) == (person, "no_source")


def test_what_was_decided_without_them_is_asked_anew(database: Database, ledger: SqlLedger) -> None:
    number = noted(database, ledger)
    with database.begin() as unit:
        unit.connection.execute(update(questions).values(state="ignored"))
    with ledger.transaction(person_of(ledger, database)) as transaction:
        assert transaction.pass_on("县里能申请吗？", "k", number) != number


def test_counts_are_kept_by_day_in_shanghai(
    database: Database, ledger: SqlLedger, clock: FixedClock
) -> None:
    person = person_of(ledger, database)
    for hours in (0, 1, 11.5):  # noon, one o'clock, half past midnight
        clock.forward(hours=hours)
        with ledger.transaction(person) as transaction:
            transaction.count("useful")
    with database.read() as unit:
        rows = unit.connection.execute(select(question_counts).order_by("day")).all()
    assert [(row.day.isoformat(), row[1], row[2]) for row in rows] == [
        ("2026-09-01", "useful", 2),
        ("2026-09-02", "useful", 1),
    ]
