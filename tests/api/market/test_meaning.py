"""Needs found by what they mean, with a model so small that one can see what it does."""

from pathlib import Path

import numpy as np
import pytest

from api.market.meaning import Meaning
from api.market.search import MarketSearch
from api.store.database import Database
from knowledge.places.gazetteer import Gazetteer
from tests import databases
from tests.api.market.made_needs import changed, need, published
from tests.bench.market_quality import made_market, quality
from tests.fakes import FixedClock

TOPICS = (("冬衣", "暖和", "棉"), ("图书", "阅读", "黑板"), ("水", "喝"), ("轮椅", "走路"))


class Topics:
    """One dimension for each topic a text touches."""

    name = "topics"
    dimension = len(TOPICS)

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_query(self, text: str) -> list[float]:
        row = np.array([float(any(w in text for w in words)) for words in TOPICS])
        length = np.linalg.norm(row)
        found: list[float] = (row / length if length else row).tolist()
        return found

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [self.embed_query(text) for text in texts]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def model() -> Topics:
    return Topics()


@pytest.fixture
def market(
    sqlite_database: Database, gazetteer: Gazetteer, model: Topics, tmp_path: Path
) -> MarketSearch:
    """1001 coats in 云南, 1002 books in 云南, 1003 books in 贵州, 1004 coats for 12万."""
    g = gazetteer
    published(
        sqlite_database,
        need(g, "530828", "education", "冬衣", 40_000),
        need(g, "532624", "education", "图书", 30_000),
        need(g, "520324", "education", "黑板", 20_000),
        need(g, "620103", "education", "冬衣", 120_000),
    )
    market = MarketSearch(sqlite_database, g, meaning=Meaning(model, tmp_path / "kept.sqlite3"))
    market.follow()
    return market


def found(market: MarketSearch, said: str) -> tuple[list[int], list[int]]:
    page = market.search(market.read(said).query)
    return [one.need.number for one in page.needs], [one.need.number for one in page.near]


def test_what_no_word_finds_is_shown_by_its_meaning_beyond_the_total(market: MarketSearch) -> None:
    assert found(market, "阅读") == ([], [1003, 1002])
    assert market.search(market.read("阅读").query).total == 0


def test_filters_hold_for_what_is_only_near(market: MarketSearch) -> None:
    assert found(market, "云南的阅读") == ([], [1002])
    assert found(market, "5万以内，暖和") == ([], [1001])


def test_what_the_words_find_comes_first(market: MarketSearch) -> None:
    assert found(market, "黑板") == ([1003], [1002])


def test_without_words_nothing_is_near(market: MarketSearch) -> None:
    assert found(market, "贵州的") == ([1003], [])


def test_as_it_is_typed_words_alone_decide(market: MarketSearch) -> None:
    assert market.suggest(market.read("阅读").query).near == ()


def test_a_vector_is_computed_once_and_kept_for_the_next_start(
    market: MarketSearch,
    model: Topics,
    sqlite_database: Database,
    gazetteer: Gazetteer,
    tmp_path: Path,
) -> None:
    assert len(model.embedded) == 3  # two needs mean the same
    changed(sqlite_database, 1001, budget_yuan=None)
    market.follow()
    again = MarketSearch(
        sqlite_database, gazetteer, meaning=Meaning(model, tmp_path / "kept.sqlite3")
    )
    again.follow()
    assert len(model.embedded) == 3
    assert found(again, "阅读") == ([], [1003, 1002])


def test_a_need_that_changed_means_something_else(
    market: MarketSearch, sqlite_database: Database, gazetteer: Gazetteer
) -> None:
    other = need(gazetteer, "530828", "education", "轮椅", 40_000)
    changed(sqlite_database, 1001, items=other.items)
    market.follow()
    assert found(market, "走路") == ([], [1001])
    assert found(market, "暖和") == ([], [1004])


def test_what_there_is_no_time_for_waits(
    sqlite_database: Database, gazetteer: Gazetteer, model: Topics, tmp_path: Path
) -> None:
    published(sqlite_database, need(gazetteer, "530828", "education", "冬衣", 40_000))
    meaning = Meaning(model, tmp_path / "kept.sqlite3")
    market = MarketSearch(sqlite_database, gazetteer, meaning=meaning)
    market.follow(seconds=0)
    assert found(market, "暖和") == ([], [])
    market.follow()
    assert found(market, "暖和") == ([], [1001])


def test_the_set_is_searched_as_well_as_now_by_words(
    sqlite_template: Path, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    database = Database(databases.sqlite_copy(sqlite_template, tmp_path / "set"), FixedClock())
    # With the model hit@1, hit@5 and nDCG@5 are .925, .975, .925 (tests.bench.market_quality)
    measured = quality(*made_market(database, gazetteer))
    assert measured.queries == 40
    assert (measured.hit_1, measured.hit_5) >= (0.6, 0.65)
    assert measured.ndcg_5 >= 0.6
    database.close()
