"""How long 100,000 needs take to leave as files, and the figures of their year: SQLite.

``python -m tests.bench.exporting`` measures this alone. Each need has the history that led to its
state, so that the year counts as much as it would in earnest.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import process_time

from sqlalchemy import text

from api.clock import SystemClock
from api.console.export_sheets import needs_sheet
from api.console.report_pdf import report_pdf
from api.console.report_view import report_view
from api.console.sheet_files import WRITERS
from api.desk.yearly import year_report
from api.store import desk_exports
from api.store.database import Database
from knowledge.procedure_files import load_procedures
from tests import databases
from tests.bench import figures
from tests.bench.figures import Figure
from tests.bench.market import NEEDS, fill, memory

BUDGETS = {"csv": 10, "xlsx": 30}  # seconds of one core
MEMORY = 60  # MB more than before, however many there are
YEAR = 2_500  # milliseconds of one core
STEPS = ("submitted", "in_review", "accepted", "published", "claimed", "in_progress", "delivered")


def exporting(folder: Path) -> Iterator[Figure]:
    """The files, what they take of memory, and the year as figures and as PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    database = Database(f"sqlite:///{databases.migrated_sqlite(folder)}", SystemClock())
    fill(database, random.Random(7))
    _tell(database)
    for form, budget in BUDGETS.items():
        before = memory()
        with _Watched() as most:
            took = _milliseconds(partial(_write, database, form)) / 1000
        yield figures.of(f"{NEEDS:,} needs as {form.upper()}", [took], "s", budget)
        yield figures.of("memory that took", [max(0, most.seen - before)], "MB", MEMORY)
    times = [_milliseconds(partial(_count, database)) for _ in range(5)]
    yield figures.of(f"the figures of a year over {NEEDS:,} needs", times, "ms", YEAR)
    times = [_milliseconds(partial(_print, database)) for _ in range(5)]
    yield figures.of("the same, and the report as PDF", times, "ms", YEAR + 1_000)
    database.close()


class _Watched:
    """The most memory this process held while it was watched, MB."""

    def __init__(self) -> None:
        self.seen = memory()
        self._over = Event()
        self._watcher = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "_Watched":
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.seen = max(self.seen, memory())


def _milliseconds(work: Callable[[], object]) -> float:
    """What ``work`` takes of one core, whatever else the machine does."""
    began = process_time()
    work()
    return (process_time() - began) * 1000


def _write(database: Database, form: str) -> None:
    with database.read() as unit, tempfile.TemporaryFile() as out:
        rows = WRITERS[form](out, needs_sheet(desk_exports.needs(unit, None)))
    assert rows == NEEDS


def _count(database: Database) -> None:
    with database.read() as unit:
        year_report(unit, load_procedures().values(), unit.now.year)


def _print(database: Database) -> None:
    with database.read() as unit:
        procedures = load_procedures()
        report = year_report(unit, procedures.values(), unit.now.year)
        report_pdf(report_view(report, procedures, {}, unit.now), unit.now)


def _tell(database: Database) -> None:
    """A history for each need: one entry for every step up to its state."""
    with database.begin(durable=False) as unit:
        for ordinal, step in enumerate(STEPS, start=1):
            unit.connection.execute(
                text(
                    "INSERT INTO history (ticket, ordinal, at, actor, status_from, status_to,"
                    " reason, fields, previous_hash, hash)"
                    " SELECT number, :ordinal, submitted_at, 'li', NULL, :step, '', '[]', '', ''"
                    " FROM tickets WHERE status = 'delivered' OR :ordinal <= 4"
                ),
                {"ordinal": ordinal, "step": step},
            )
        unit.connection.execute(text("ANALYZE"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for figure in exporting(Path(name)):
            sys.stdout.write(f"{figure.line()}\n")
            sys.stdout.flush()
