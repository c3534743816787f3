"""How long the list of applications takes among 5,000 in hand: SQLite, and PostgreSQL.
``python -m tests.bench.application_list`` measures this alone.

All are copies of one that has come as far as its delivery, so that each waits for whoever looks.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import psycopg
from sqlalchemy import insert, select

from api.desk.application_list import Filter, State, list_applications
from api.store.database import Database, Unit
from api.tables.applications import application_history, applications
from knowledge.procedure_files import load_procedures
from tests import databases
from tests.api.application_office import staff
from tests.api.led_application import LedApplication
from tests.bench import figures
from tests.bench.figures import Figure
from tests.fakes import FixedClock

APPLICATIONS = 5_000
TIMES = 15
BUDGET = 150  # ms, the median on an idle core
PROCEDURES = load_procedures()
LISTS = {
    "all": Filter(),
    "what waits for oneself": Filter(mine=True),
    "those with a late milestone": Filter(state=State.SLIPPED),
    "words in the title or the organisation": Filter(words="基金会"),
    "the last page": Filter(page=APPLICATIONS // 50),
}


def application_list(folder: Path) -> Iterator[Figure]:
    """On SQLite always, on PostgreSQL where a server runs."""
    folder.mkdir(parents=True, exist_ok=True)
    yield from _measured("SQLite", f"sqlite:///{databases.migrated_sqlite(folder)}")
    with suppress(psycopg.OperationalError), databases.postgres() as url:
        yield from _measured("PostgreSQL", url)


def _measured(kind: str, url: str) -> Iterator[Figure]:
    clock = FixedClock()
    database = Database(url, clock)
    led = LedApplication(database, clock, PROCEDURES["service-relief-fund"])
    while led.stage.key != "delivery":
        led.go_on()
    with database.begin() as unit:
        _copy(unit)
    for name, wanted in LISTS.items():
        with database.read() as unit:
            work = partial(list_applications, unit, staff("r1"), PROCEDURES, wanted)
            times = [figures.milliseconds(work) for _ in range(TIMES)]
        note = f"{APPLICATIONS:,} applications in hand"
        title = f"applications, {name}, {kind}"
        yield figures.of(title, times, "ms", BUDGET, judged="p50", note=note)
    database.close()


def _copy(unit: Unit) -> None:
    """The one application and its history, under as many numbers as are wanted."""
    one = dict(unit.connection.execute(select(applications)).mappings().one())
    told = [dict(row) for row in unit.connection.execute(select(application_history)).mappings()]
    numbers = range(2, APPLICATIONS + 1)
    unit.connection.execute(insert(applications), [one | {"number": each} for each in numbers])
    rows = [row | {"application": each} for each in numbers for row in told]
    unit.connection.execute(insert(application_history), rows)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        for figure in application_list(Path(name)):
            sys.stdout.write(figure.line() + "\n")


if __name__ == "__main__":
    main()
