"""Searches are counted by day and outcome, without a person; words in vain are kept for a while."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from api.domain.need_found import Found
from api.domain.need_query import NeedQuery
from api.market.search import MarketSearch
from api.market.search_tally import MOST_WORDS
from api.pages.needs import NeedPages, need_pages_router
from api.routes.needs import needs_router
from api.store.database import Database
from api.store.searches import forget_words
from api.tables.questions import question_counts
from api.tables.searches import missed_searches
from api.web_app import create_app
from bot.entrances import Entrances
from tests.api.desks import ledger_of, person_of
from tests.api.market.made_needs import need, published
from tests.desk_fakes import gazetteer
from tests.fakes import FixedClock
from tests.web_fakes import make_world


@pytest.fixture
def market(database: Database) -> MarketSearch:
    places = gazetteer()
    coats = (need(places, "530828", "education", "冬衣", 1_000 * n) for n in range(1, 13))
    published(database, need(places, "533301", "health", "超声机", 180_000), *coats)
    return MarketSearch(database, places)


@pytest.fixture
def client(database: Database, market: MarketSearch) -> Iterator[TestClient]:
    pages = need_pages_router(NeedPages(database, market, Entrances()))
    with TestClient(create_app(make_world().services, [needs_router(market), pages])) as client:
        yield client


def counted(database: Database) -> dict[str, int]:
    with database.read() as unit:
        rows = unit.connection.execute(select(question_counts.c.what, question_counts.c.count))
        return {row.what: row[1] for row in rows}


def missed(database: Database) -> dict[str, int]:
    with database.read() as unit:
        rows = unit.connection.execute(select(missed_searches.c.words, missed_searches.c["count"]))
        return {row.words: row[1] for row in rows}


def test_page_and_api_count_what_is_searched_and_not_what_is_only_looked_at(
    database: Database, client: TestClient, market: MarketSearch
) -> None:
    for address in (
        "/needs",  # all there is
        "/needs?order=newest",
        "/needs?q=冬衣",
        "/needs?q=冬衣&page=2",  # the same search
        "/api/v1/needs?q=冬衣",
        "/api/v1/needs?category=health",
        "/api/v1/needs/suggest?q=冬",  # still being typed
        "/needs?q=云南养老院",
        "/needs?category=housing&order=newest",
        "/api/v1/needs?category=housing",
    ):
        assert client.get(address).status_code == 200
    assert counted(database) == {}  # nobody waits for a writer of the database
    assert (market.tally.write(), market.tally.write()) == (6, 0)
    assert counted(database) == {"needs:many": 2, "needs:few": 1, "needs:none": 3}
    assert missed(database)["住房"] == 2


def test_what_was_searched_in_vain_is_kept_without_numbers_of_persons(
    database: Database, client: TestClient, market: MarketSearch
) -> None:
    client.get("/api/v1/needs", params={"word": "张老师13812345678"})
    market.tally.write()
    assert missed(database) == {"“张老师[电话已隐去]”": 1}


def test_the_chat_counts_in_its_own_transaction(
    database: Database, market: MarketSearch, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        transaction.note_search(market.search(market.read("医疗").query))
    assert counted(database) == {"needs:few": 1}


def test_words_are_forgotten_after_ninety_days_and_the_counts_stay(
    database: Database, client: TestClient, market: MarketSearch, clock: FixedClock
) -> None:
    client.get("/needs?category=housing")
    market.tally.write()
    clock.at += timedelta(days=90)
    assert forget_words(database) == 0
    clock.at += timedelta(days=1)
    assert forget_words(database) == 1
    assert missed(database) == {}
    assert counted(database) == {"needs:none": 1}


def test_a_search_counts_on_the_day_it_was_made_even_when_it_is_written_later(
    database: Database, client: TestClient, market: MarketSearch, clock: FixedClock
) -> None:
    day = clock.at.date()
    client.get("/needs?category=housing")
    clock.at += timedelta(days=1)
    market.tally.write()
    with database.read() as unit:
        assert unit.connection.execute(select(question_counts.c.day)).scalar_one() == day
        assert unit.connection.execute(select(missed_searches.c.day)).scalar_one() == day


def test_what_could_not_be_written_is_written_the_next_time(
    database: Database, client: TestClient, market: MarketSearch
) -> None:
    client.get("/needs?category=housing")
    with database.begin() as unit:
        unit.connection.execute(text("ALTER TABLE missed_searches RENAME TO away"))
    with pytest.raises(DBAPIError):
        market.tally.write()
    assert counted(database) == {}
    client.get("/needs?category=housing")
    with database.begin() as unit:
        unit.connection.execute(text("ALTER TABLE away RENAME TO missed_searches"))
    assert market.tally.write() == 2
    assert counted(database) == {"needs:none": 2}


def test_of_very_many_different_searches_only_the_number_is_kept(
    database: Database, market: MarketSearch
) -> None:
    for number in range(MOST_WORDS + 5):
        market.tally.note(Found(NeedQuery(words=(f"词{number}",)), 0, ()))
    market.tally.write()
    assert counted(database) == {"needs:none": MOST_WORDS + 5}
    assert len(missed(database)) == MOST_WORDS
