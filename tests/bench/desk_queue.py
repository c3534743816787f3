"""How long the desk's list, its counts and its search take among 100,000 tickets: SQLite, and
PostgreSQL. ``python -m tests.bench.desk_queue`` measures this alone.

One ticket in thirty waits for staff, as in an office that keeps up; four in five are closed.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import process_time

import psycopg
from sqlalchemy import insert, text

from api.clock import SHANGHAI, SystemClock
from api.desk.queue import queue
from api.desk.search import search
from api.domain.need import Urgency
from api.domain.queue_days import Age, QueueDays
from api.domain.ticket import TicketStatus
from api.store.database import Database, Unit
from api.store.ticket_changes import mark
from api.store.ticket_queue import TicketFilter
from api.store.tickets import need_columns
from api.tables.people import persons
from api.tables.tickets import tickets
from api.working_days import is_workday
from tests import databases
from tests.api.desks import REVIEWER, hired
from tests.bench import figures
from tests.bench.figures import Figure
from tests.bench.overlapping import invented_need, ticket_row

TICKETS = 100_000
BATCH = 2_000
TIMES = 15
S = TicketStatus
OPEN = (S.SUBMITTED, S.IN_REVIEW)
OFTEN = {
    S.SUBMITTED: 2,
    S.IN_REVIEW: 1,
    S.RETURNED: 1,
    S.PUBLISHED: 6,
    S.CLOSED: 80,
    S.REJECTED: 10,
}


def desk_queue(folder: Path) -> Iterator[Figure]:
    """On SQLite always, on PostgreSQL where a server runs."""
    folder.mkdir(parents=True, exist_ok=True)
    yield from _measured("SQLite", f"sqlite:///{databases.migrated_sqlite(folder)}")
    with suppress(psycopg.OperationalError), databases.postgres() as url:
        yield from _measured("PostgreSQL", url)


def _measured(kind: str, url: str) -> Iterator[Figure]:
    database = Database(url, SystemClock())
    _fill(database, random.Random(7))
    today = database.clock.now().astimezone(SHANGHAI).date()
    days = QueueDays.on(today, is_workday)
    waiting = TicketFilter(statuses=OPEN, days=days)
    shown: tuple[tuple[str, float, Callable[[Unit], object]], ...] = (
        ("the list and its counts, what waits", 60, partial(_page, waiting)),
        ("the same by age", 60, partial(_page, replace(waiting, age=Age.LONGER))),
        ("the same, of all tickets", 250, partial(_page, TicketFilter(days=days))),
        ("the same, of a word", 400, partial(_page, TicketFilter(text="取水管道", days=days))),
        (
            "a search over everything, many hits",
            100,
            partial(_search, "取水管道"),
        ),
        ("the same, none", 250, partial(_search, "没有的东西")),
        ("a page asking whether anything changed", 5, mark),
    )
    for name, budget, work in shown:
        with database.read() as unit:
            worked = process_time()
            times = [figures.milliseconds(partial(work, unit)) for _ in range(TIMES)]
            worked = (process_time() - worked) * 1000 / TIMES
        note = f"processor time here {worked:.1f} ms"
        yield figures.of(f"{name}, {kind}", times, "ms", budget, judged="p50", note=note)
    database.close()


def _page(wanted: TicketFilter, unit: Unit) -> object:
    return queue(unit, REVIEWER, wanted)


def _search(typed: str, unit: Unit) -> object:
    return search(unit, REVIEWER, typed)


def _fill(database: Database, dice: random.Random) -> None:
    hired(database, REVIEWER)
    with database.begin() as unit:
        unit.connection.execute(insert(persons).values(id="bench", created_at=unit.now))
    for first in range(1, TICKETS + 1, BATCH):
        rows = [_row(number, dice) for number in range(first, first + BATCH)]
        with database.begin(durable=False) as unit:
            unit.connection.execute(insert(tickets), rows)
    # What PostgreSQL does by itself before long, and SQLite at a start of the service.
    with database.engine.connect() as connection:
        settled = connection.execution_options(isolation_level="AUTOCOMMIT")
        settled.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE tickets"))


def _row(number: int, dice: random.Random) -> dict[str, object]:
    need = invented_need(dice)
    things = "、".join(item.name for item in need.items)
    need = replace(need, title=f"需要{things}", urgency=dice.choice((None, *Urgency)))
    row = ticket_row(number, need, dice) | need_columns(need)
    (status,) = dice.choices(tuple(OFTEN), tuple(OFTEN.values()))
    waits = status in OPEN
    submitted = SystemClock().now() - timedelta(days=dice.randrange(20 if waits else 700))
    return row | {
        "status": status,
        "submitted_at": submitted,
        "changed_at": submitted,
        "reviewer": dice.choice((None, "li")) if waits else None,
        "review_due": submitted.date() + timedelta(days=7) if waits else None,
    }


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        for figure in desk_queue(Path(name)):
            sys.stdout.write(figure.line() + "\n")


if __name__ == "__main__":
    main()
