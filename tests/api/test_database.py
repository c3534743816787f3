"""Transactions, moments, the schema's history and what the schema itself forbids."""

import json
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Executable, delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError

from api.bootstrap.policy import open_database
from api.migrations import HEAD
from api.settings import Settings
from api.store.database import Database
from api.tables.columns import METADATA
from api.tables.people import persons
from api.tables.tickets import history, tickets
from tests.api.desks import ledger_of, reported
from tests.fakes import FixedClock


def test_the_revisions_build_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.begin() as unit:
        assert compare_metadata(MigrationContext.configure(unit.connection), METADATA) == []


def test_the_newest_revision_is_the_one_a_start_compares_with() -> None:
    config = Config()
    config.set_main_option("script_location", "api:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_current_database_needs_no_migration(database: Database) -> None:
    assert database.revision() == HEAD
    assert not database.migrate()


def test_an_empty_database_has_no_revision(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new' / 'empty.sqlite3'}")
    assert database.revision() is None
    assert database.migrate()
    assert database.revision() == HEAD
    database.close()


def test_a_later_start_does_not_load_alembic(sqlite_database: Database) -> None:
    script = (
        "import json, sys\n"
        "from api.store.database import Database\n"
        f"Database({sqlite_database.url!r}).migrate()\n"
        "json.dump('alembic' in sys.modules, sys.stdout)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) is False


def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'both.sqlite3'}"
    script = f"from api.store.database import Database; Database({url!r}).migrate()"
    both = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]


def test_an_exception_undoes_the_whole_unit(database: Database) -> None:
    def fail() -> None:
        with database.begin() as unit:
            unit.connection.execute(insert(persons).values(id="p", created_at=unit.now))
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        fail()
    with database.read() as unit:
        assert unit.connection.execute(select(persons)).all() == []


def test_what_is_not_durable_is_committed_all_the_same(database: Database) -> None:
    with database.begin(durable=False) as unit:
        unit.connection.execute(insert(persons).values(id="p", created_at=unit.now))
    with database.begin() as unit:
        assert unit.connection.execute(select(persons.c.id)).scalar_one() == "p"
        asked = "PRAGMA synchronous" if database.is_sqlite else "SHOW synchronous_commit"
        assert unit.connection.execute(text(asked)).scalar_one() in {2, "on"}


def test_reading_does_not_wait_for_a_writer(database: Database) -> None:
    with database.begin() as writing:
        writing.connection.execute(insert(persons).values(id="p", created_at=writing.now))
        with database.read() as reading:
            assert reading.connection.execute(select(persons)).all() == []


def test_a_reading_unit_cannot_write(database: Database) -> None:
    expected = "read-only" if not database.is_sqlite else "readonly"
    with database.read() as unit, pytest.raises(DatabaseError, match=expected):
        unit.connection.execute(insert(persons).values(id="p", created_at=unit.now))


def test_a_moment_keeps_its_microseconds_and_comes_back_in_utc(
    database: Database, clock: FixedClock
) -> None:
    clock.at = datetime(2026, 3, 1, 9, 30, 15, 123456, timezone(timedelta(hours=8)))
    with database.begin() as unit:
        unit.connection.execute(insert(persons).values(id="p", created_at=unit.now))
    with database.read() as unit:
        stored = unit.connection.execute(select(persons.c.created_at)).scalar_one()
    assert stored == datetime(2026, 3, 1, 1, 30, 15, 123456, tzinfo=UTC)
    assert stored.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = database.clock.now().replace(tzinfo=None)
    with database.begin() as unit, pytest.raises(Exception, match="needs a time zone"):
        unit.connection.execute(insert(persons).values(id="p", created_at=naive))


@pytest.mark.parametrize(
    "change",
    [
        update(history).values(reason="改写"),
        delete(history),
        text("DELETE FROM history"),
    ],
)
def test_history_can_only_grow(database: Database, tmp_path: Path, change: Executable) -> None:
    reported(ledger_of(database, tmp_path), database)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        database.begin() as unit,
    ):
        unit.connection.execute(change)


def test_replacing_a_row_of_history_is_stopped_too(
    sqlite_database: Database, tmp_path: Path
) -> None:
    reported(ledger_of(sqlite_database, tmp_path), sqlite_database)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        sqlite_database.begin() as unit,
    ):
        unit.connection.execute(
            text("INSERT OR REPLACE INTO history SELECT * FROM history WHERE ordinal = 1")
        )


def test_ticket_numbers_stay_unique_when_many_report_at_once(
    database: Database, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    numbers: list[int] = []

    def report(chat: int) -> None:
        numbers.append(reported(ledger, database, chat=str(chat), update=str(chat)).number)

    threads = [threading.Thread(target=report, args=(chat,)) for chat in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1001, 1013))
    with database.read() as unit:
        assert len(unit.connection.execute(select(tickets.c.number)).all()) == 12


def test_a_busy_sqlite_makes_writers_wait_for_each_other(sqlite_database: Database) -> None:
    with sqlite_database.begin() as unit:
        other = sqlite_database.engine.raw_connection()
        try:
            cursor = other.cursor()
            cursor.execute("PRAGMA busy_timeout = 10")
            with pytest.raises(Exception, match="locked") as raised:
                cursor.execute("BEGIN IMMEDIATE")
        finally:
            other.close()
        assert not isinstance(raised.value, OperationalError)
        unit.connection.execute(insert(persons).values(id="p", created_at=unit.now))


def test_what_people_write_stays_out_of_errors(database: Database) -> None:
    with pytest.raises(DatabaseError) as error, database.begin() as unit:
        unit.connection.execute(text("SELECT :said FROM nowhere"), {"said": "家住桥头村"})
    assert "桥头" not in str(error.value)


def test_a_folder_made_for_data_is_its_owners_only(tmp_path: Path) -> None:
    open_database(Settings(data=tmp_path / "data")).close()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
