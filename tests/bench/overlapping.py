"""How long it takes to find what a need overlaps with, and past cases like it, among 100,000:
SQLite, and PostgreSQL.

``python -m tests.bench.overlapping`` measures this alone. A twentieth of the needs comes from one
county, a third of all lists are one and the same, so that no key is rare by luck.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter, process_time

import psycopg
from sqlalchemy import insert, text

from api.clock import SystemClock
from api.domain.blocking import all_keys
from api.domain.category import Category
from api.domain.need import Beneficiaries, Item, Need
from api.domain.need_json import need_json
from api.domain.same_words import data
from api.store.database import Database, Unit
from api.store.overlap import overlap_of
from api.store.similar import similar_cases
from api.tables.overlap import need_keys
from api.tables.people import persons
from api.tables.tickets import history, tickets
from tests import databases
from tests.bench import figures
from tests.bench.figures import Figure
from tests.bench.near_duplicates import NAMES, gazetteer, partners, townships

NEEDS = 100_000
BATCH = 2_000
BUDGET = 30  # milliseconds
STATUSES = ("submitted", "in_review", "accepted", "in_progress", "delivered", "closed", "rejected")
PACKAGE = ("图书", "电脑", "篮球")  # what everybody asks for


def overlapping(folder: Path) -> Iterator[Figure]:
    """On SQLite always, on PostgreSQL where a server runs."""
    folder.mkdir(parents=True, exist_ok=True)
    yield from _measured("SQLite", f"sqlite:///{databases.migrated_sqlite(folder)}")
    with suppress(psycopg.OperationalError), databases.postgres() as url:
        yield from _measured("PostgreSQL", url)


def _measured(kind: str, url: str) -> Iterator[Figure]:
    dice = random.Random(7)
    database = Database(url, SystemClock())
    _fill(database, dice)
    asked = [invented_need(dice) for _ in range(100)]
    with database.read() as unit:
        times = [_timed(unit, need, overlap_of) for need in asked]
        past = [_timed(unit, need, similar_cases) for need in asked]
    database.close()
    wall, processor = zip(*times, strict=True)
    yield figures.of(f"overlap among {NEEDS:,} needs, {kind}", wall, "ms", BUDGET)
    yield figures.of("the same, processor time here", processor, "ms", BUDGET)
    wall, processor = zip(*past, strict=True)
    yield figures.of(f"past cases among {NEEDS:,} needs, {kind}", wall, "ms", BUDGET)
    yield figures.of("the same, processor time here", processor, "ms", BUDGET)


def _timed(unit: Unit, need: Need, find: Callable[[Unit, Need], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process's processor."""
    began, worked = perf_counter(), process_time()
    find(unit, need)
    return (perf_counter() - began) * 1000, (process_time() - worked) * 1000


def _fill(database: Database, dice: random.Random) -> None:
    with database.begin() as unit:
        unit.connection.execute(insert(persons).values(id="bench", created_at=unit.now))
    for first in range(1, NEEDS + 1, BATCH):
        rows, keys = [], []
        for number in range(first, first + BATCH):
            need = invented_need(dice)
            rows.append(ticket_row(number, need, dice))
            found = {key.text: key.weight for key in all_keys(need)}
            keys += [{"ticket": number, "key": k, "weight": w} for k, w in found.items()]
        with database.begin(durable=False) as unit:
            unit.connection.execute(insert(tickets), rows)
            unit.connection.execute(insert(need_keys), keys)
            unit.connection.execute(insert(history), [_reported(row) for row in rows])
    with database.begin() as unit:
        unit.connection.execute(text("ANALYZE"))


def invented_need(dice: random.Random) -> Need:
    """A need of a real township, with invented things."""
    counties = partners()
    county = counties[0] if dice.random() < 0.05 else dice.choice(counties)
    township = dice.choice(townships()[county])
    site = dice.choice(NAMES) + dice.choice(("小学", "村", "卫生院", "中学"))
    groups = [names[0] for names in data()["things"].values()]
    things = PACKAGE if dice.random() < 0.3 else tuple(dice.sample(groups, dice.randint(1, 4)))
    return Need(
        title="x",
        category=dice.choice(tuple(Category)),
        place=gazetteer().place(township, site),
        items=tuple(Item(name, Decimal(dice.randrange(1, 300)), "件") for name in things),
        description="，".join(dice.sample(CLAUSES, 5)) + "。",
        beneficiaries=Beneficiaries(count=dice.randrange(5, 900), kind="学生"),
    )


def ticket_row(number: int, need: Need, dice: random.Random) -> dict[str, object]:
    """Its ticket, as it is inserted."""
    at = datetime.now(UTC) - timedelta(days=dice.randrange(700))
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


def _reported(row: dict[str, object]) -> dict[str, object]:
    """The first entry of a ticket's history."""
    return {
        "ticket": row["number"],
        "ordinal": 1,
        "at": row["submitted_at"],
        "actor": "bench",
        "status_to": "submitted",
        "reason": "",
        "fields": [],
        "previous_hash": "",
        "hash": "",
    }


CLAUSES = (
    "冬天宿舍里没有取暖的设备",
    "孩子们早晚上课手脚冻得发红",
    "学校离县城有三个多小时的车程",
    "大部分家长常年在外地务工",
    "原有的设备已经用了十几年",
    "村里没有集体经济收入",
    "老人行动不便需要有人照看",
    "去年的山洪冲毁了取水管道",
    "希望社会各界爱心人士伸出援手",
    "地方财政比较困难难以解决",
)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        for figure in overlapping(Path(name)):
            sys.stdout.write(figure.line() + "\n")


if __name__ == "__main__":
    main()
