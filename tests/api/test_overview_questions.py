"""Questions and searches of the overview on a real database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from api.desk.overview_questions import QuestionsOverview, questions_overview
from api.domain.category import Category
from api.domain.need_found import Found
from api.domain.need_query import NeedQuery
from api.domain.overview import Period
from api.domain.search_outcome import SearchOutcome
from api.domain.unanswered import Age, Waiting
from api.store import asked
from api.store.database import Database
from api.store.ledger import SqlLedger
from bot.ports import Unanswered
from tests.api.desks import ledger_of, person_of
from tests.fakes import FixedClock

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NAMES = {"公开募捐资格": ("公募资格",)}
HOUSING = Found(NeedQuery(categories=(Category.HOUSING,)), 0, ())


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    return ledger_of(database, tmp_path)


def looked(database: Database, period: Period = YEAR) -> QuestionsOverview:
    with database.read() as unit:
        return questions_overview(unit, period, NAMES)


def test_open_questions_wait_since_the_day_in_shanghai_they_were_asked(
    database: Database, ledger: SqlLedger, clock: FixedClock
) -> None:
    person = person_of(ledger, database)
    clock.at = clock.at.replace(hour=15, minute=59)  # 23:59 in Shanghai
    with ledger.transaction(person) as transaction:
        number = transaction.note_unanswered(Unanswered("公募资格？", "no_source", {}))
    clock.at += timedelta(minutes=2)
    with ledger.transaction(person) as transaction:
        theirs = transaction.pass_on("县里能申请吗？", "k", None)
    clock.at += timedelta(days=2)
    found = looked(database).unanswered
    assert found.questions == (
        Waiting(number, "公募资格？", 3, "公开募捐资格", "no_source", awaited=False),
        Waiting(theirs, "县里能申请吗？", 2, None, "passed_on", awaited=True),
    )
    assert found.awaited == 1
    assert dict(found.by_age())[Age.DAYS] == 1


def test_searches_and_answers_are_told_of_the_period_and_words_as_long_as_they_are_known(
    database: Database, ledger: SqlLedger, clock: FixedClock
) -> None:
    person = person_of(ledger, database)
    wanted = (HOUSING, HOUSING, replace(HOUSING, total=3))
    with ledger.transaction(person) as transaction:
        for found in wanted:
            transaction.note_search(found)
        transaction.count(SearchOutcome.ANSWERED)
        transaction.count("faq:1")  # counted for another reason
    clock.at += timedelta(days=40)
    with database.begin() as unit:
        asked.count(unit, SearchOutcome.DECLINED)
    figures = looked(database)
    assert figures.searched.found_share == Decimal(1) / 3
    assert figures.searched.answered_share == Decimal("0.5")
    assert dict(figures.months)["2026-09"].searches == 3
    assert dict(figures.months)["2026-10"].questions == 1
    assert figures.missed == (("住房", 2),)
    october = looked(database, Period(date(2026, 10, 1), date(2026, 10, 31)))
    assert (october.searched.searches, october.missed) == (0, ())
