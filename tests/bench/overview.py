"""How long the pages of the overview take over 100,000 tickets of a year: SQLite, and PostgreSQL.

``python -m tests.bench.overview`` measures this alone. Three of seven
tickets are claimed, each claim has two milestones; two hundred pools hold ten thousand movements,
two thousand questions wait.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import psycopg
from sqlalchemy import Table, insert, text

from api.clock import SystemClock
from api.desk.overview import overview
from api.desk.overview_money import money_overview
from api.desk.overview_places import places_overview
from api.desk.overview_progress import progress_overview
from api.desk.overview_questions import questions_overview
from api.domain.asked import QuestionState
from api.domain.claim import ClaimState
from api.domain.fund_movement import MovementKind, Wish
from api.domain.fund_pool import PoolFacts
from api.domain.milestone import MilestoneState
from api.domain.overview import Period
from api.domain.search_outcome import SearchOutcome
from api.domain.ticket import TicketStatus
from api.store import fund_pools
from api.store.database import Database, Unit
from api.store.overview import Scope
from api.tables.agreements import milestones
from api.tables.claims import claims
from api.tables.people import persons
from api.tables.questions import question_counts, questions
from api.tables.tickets import history, tickets
from knowledge.programme_files import load_programmes
from tests import databases
from tests.api.claimants import organised
from tests.bench import figures
from tests.bench.figures import Figure
from tests.bench.near_duplicates import gazetteer, partners

TICKETS, BATCH = 100_000, 5_000
POOLS, MOVEMENTS, QUESTIONS = 200, 50, 2_000
BUDGET = 1_000  # milliseconds of a page
TIMES = 5
S, K = TicketStatus, MovementKind
# The way of a need; each ends after one of these steps.
WAY = (S.SUBMITTED, S.IN_REVIEW, S.ACCEPTED, S.PUBLISHED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED)
CLAIMED = frozenset(WAY[4:])
DAYS = 365


def overviews(folder: Path) -> Iterator[Figure]:
    """On SQLite always, on PostgreSQL where a server runs."""
    folder.mkdir(parents=True, exist_ok=True)
    yield from _measured("SQLite", f"sqlite:///{databases.migrated_sqlite(folder)}")
    with suppress(psycopg.OperationalError), databases.postgres() as url:
        yield from _measured("PostgreSQL", url)


def _measured(kind: str, url: str) -> Iterator[Figure]:
    database = Database(url, SystemClock())
    _fill(database, random.Random(7))
    for name, work in _pages().items():
        times = [_timed(database, work) for _ in range(TIMES)]
        wall, processor = zip(*times, strict=True)
        yield figures.of(f"overview of a year, {name}, {kind}", wall, "ms", BUDGET)
        yield figures.of("the same, processor time here", processor, "ms", BUDGET)
    database.close()


def _timed(database: Database, work: Callable[[Unit], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process's processor."""
    began, worked = perf_counter(), process_time()
    with database.read() as unit:
        work(unit)
    return (perf_counter() - began) * 1000, (process_time() - worked) * 1000


def _pages() -> Mapping[str, Callable[[Unit], object]]:
    today = datetime.now(UTC).date()
    year = Period(today - timedelta(days=DAYS - 1), today)
    programmes = load_programmes()
    names = {one.title: one.aliases for one in programmes}
    whole, within = Scope(year), Scope(year, "云南省")
    return {
        "needs": lambda unit: overview(unit, whole),
        "needs of a province": lambda unit: overview(unit, within),
        "money": lambda unit: money_overview(unit, year),
        "progress": lambda unit: progress_overview(unit, whole),
        "questions": lambda unit: questions_overview(unit, year, names),
        "places": lambda unit: places_overview(unit, whole, programmes, gazetteer()),
    }


def _fill(database: Database, dice: random.Random) -> None:
    with database.begin() as unit:
        unit.connection.execute(insert(persons).values(id="bench", created_at=unit.now))
        organisations = [organised(unit, ordinal) for ordinal in range(1, 101)]
    for first in range(1, TICKETS + 1, BATCH):
        rows = [_ticket(number, dice) for number in range(first, first + BATCH)]
        claimed = [row for row in rows if row["status"] in CLAIMED]
        with database.begin(durable=False) as unit:
            _put(unit, tickets, rows)
            _put(unit, history, (step for row in rows for step in _steps(row)))
            _put(unit, claims, (_claim(row, dice.choice(organisations)) for row in claimed))
            _put(unit, milestones, (one for row in claimed for one in _milestones(row, dice)))
    with database.begin(durable=False) as unit:
        _money(unit, dice)
        _asked(unit, dice)
        unit.connection.execute(text("ANALYZE"))


def _put(unit: Unit, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    unit.connection.execute(insert(table), [dict(row) for row in rows])


def _ticket(number: int, dice: random.Random) -> dict[str, Any]:
    place = gazetteer().place(dice.choice(partners()))
    at = datetime.now(UTC) - timedelta(days=dice.randrange(DAYS), minutes=dice.randrange(1_440))
    return {
        "number": number,
        "status": dice.choice(WAY),
        "need": {"title": "x" * 900},  # as long as a need is; nothing here may read it
        "provenance": {},
        "reporter": "bench",
        "version": 1,
        "history_hash": "",
        "title": "木戛乡中心小学需要冬衣",
        "category": dice.choice(("education", "health", "elderly", "livelihood")),
        "province": place.province,
        "county_code": place.code,
        "search_text": "",
        "submitted_at": at,
        "changed_at": at,
    }


def _steps(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for ordinal, status in enumerate(WAY[: WAY.index(row["status"]) + 1], start=1):
        yield {
            "ticket": row["number"],
            "ordinal": ordinal,
            "at": row["submitted_at"] + timedelta(hours=9 * ordinal),
            "actor": "bench",
            "status_to": status,
            "reason": "",
            "fields": {},
            "previous_hash": "",
            "hash": str(ordinal),
        }


def _claim(row: Mapping[str, Any], organisation: str) -> dict[str, Any]:
    return {
        "number": row["number"],
        "ticket": row["number"],
        "organisation": organisation,
        "state": ClaimState.IN_PROGRESS,
        "money_fen": 1_000_000,
        "quantities": {},
        "made_at": row["submitted_at"],
        "changed_at": row["submitted_at"],
        "reminded": False,
        "version": 1,
    }


def _milestones(row: Mapping[str, Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    for ordinal in (1, 2):
        due = row["submitted_at"].date() + timedelta(days=30 * ordinal)
        reached = due + timedelta(days=dice.randrange(-5, 20)) if dice.random() < 0.97 else None
        yield {
            "claim": row["number"],
            "ordinal": ordinal,
            "what": "送到学校",
            "due": due,
            "state": MilestoneState.REACHED if reached else MilestoneState.PLANNED,
            "reached": reached,
            "reminded": False,
            "slipped": False,
        }


def _money(unit: Unit, dice: random.Random) -> None:
    for ordinal in range(POOLS):
        number = fund_pools.add(unit, PoolFacts(f"资金池{ordinal}", "助学"), actor="bench").number
        fund_pools.enter(unit, number, Wish(K.CONTRIBUTION, 10**11, "到账"), actor="bench")
        for _ in range((MOVEMENTS - 1) // 2):
            ticket = dice.randrange(1, TICKETS)
            promise = Wish(K.COMMITMENT, 10**7, "项目", ticket=ticket, whole_fen=4 * 10**7)
            made = fund_pools.enter(unit, number, promise, actor="bench")
            paid = Wish(K.DISBURSEMENT, 9 * 10**6, "拨付", of=made.ordinal)
            fund_pools.enter(unit, number, paid, actor="bench")


def _asked(unit: Unit, dice: random.Random) -> None:
    now = unit.now
    days = [now.date() - timedelta(days=day) for day in range(DAYS)]
    texts = ("专项资金能资助几成？", "《慈善法》怎么说？", "县里有配套吗？")
    counts = ({"day": day, "what": one, "count": 9} for day in days for one in SearchOutcome)
    _put(unit, question_counts, counts)
    _put(
        unit,
        questions,
        (
            {
                "text": dice.choice(texts),
                "reason": "no_source",
                "asked_at": now - timedelta(days=dice.randrange(90)),
                "state": QuestionState.OPEN,
            }
            for _ in range(QUESTIONS)
        ),
    )


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        for figure in overviews(Path(name)):
            sys.stdout.write(figure.line() + "\n")


if __name__ == "__main__":
    main()
