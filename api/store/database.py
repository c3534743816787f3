"""One database behind one URL: SQLite or PostgreSQL, transactions, and the schema's state."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, Protocol

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

from api.clock import SystemClock
from api.migrations import HEAD

BUSY_TIMEOUT_MS = 10_000
CONNECT_SECONDS = 5  # a server that is gone must not hold requests for the minutes TCP would
READ_ONLY = "shanhai_read_only"
DURABLE = "shanhai_durable"
MIGRATION_LOCK = 7_266_426  # PostgreSQL advisory lock: one process migrates at a time


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> datetime:
        """The present moment in UTC, time zone attached."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One transaction: its connection, and the one moment at which all of it happens (UTC)."""

    connection: Connection
    now: datetime

    @property
    def is_postgresql(self) -> bool:
        """For the few statements the two databases spell differently."""
        return self.connection.dialect.name == "postgresql"

    def alone(self, lock: int) -> None:
        """Wait until no other unit holds ``lock``, and hold it to the end of this one.

        On SQLite a writing unit is always alone.
        """
        if self.is_postgresql:
            self.connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


class Database:
    """The system of record. Thread-safe; one per process."""

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        """Prepare a pool for ``sqlite:///FILE`` or ``postgresql+psycopg://…``; opens nothing."""
        self.url = url
        self.clock = clock or SystemClock()
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.engine = create_engine(
            parsed,
            json_serializer=_json_text,
            pool_size=10,
            max_overflow=30,
            pool_timeout=BUSY_TIMEOUT_MS / 1000,
            # A server that was restarted is noticed before, not by, somebody's message.
            pool_pre_ping=not self.is_sqlite,
            connect_args={} if self.is_sqlite else {"connect_timeout": CONNECT_SECONDS},
            hide_parameters=True,  # what people wrote stays out of logs
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def begin(self, *, durable: bool = True) -> Iterator[Unit]:
        """One transaction that may write: committed at the end, undone by any exception.

        One that is not ``durable`` survives the death of the process but a power cut only
        together with the next durable one, and does not wait for the disk.
        """
        with self.engine.connect() as connection:
            writing = connection.execution_options(**{DURABLE: durable})
            with writing.begin():
                if not (durable or self.is_sqlite):
                    writing.execute(text("SET LOCAL synchronous_commit = off"))
                yield Unit(writing, self.clock.now())

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """One consistent view for reading; does not wait for writers."""
        with self.engine.connect() as connection:
            reading = connection.execution_options(**{READ_ONLY: True})
            if not self.is_sqlite:
                reading = reading.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with reading.begin():
                yield Unit(reading, self.clock.now())

    def revision(self) -> str | None:
        """The schema revision the database stands at; ``None`` for an empty one."""
        with self.read() as unit:
            if not inspect(unit.connection).has_table("alembic_version"):
                return None
            version: str | None = unit.connection.execute(
                text("SELECT version_num FROM alembic_version")
            ).scalar()
            return version

    def migrate(self) -> bool:
        """Bring the schema up to date; returns whether anything had to be done.

        Several processes may call this at once. Alembic is loaded only when there is work.
        """
        if self.revision() == HEAD:
            return False
        from alembic import command  # noqa: PLC0415 - costs 200 ms, needed once per release
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", "api:migrations")
        with self.begin() as unit:
            unit.alone(MIGRATION_LOCK)
            config.attributes["connection"] = unit.connection
            command.upgrade(config, "head")
        return True

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare_sqlite(connection: SqliteConnection, _: ConnectionPoolEntry) -> None:
    # We say BEGIN ourselves: sqlite3 would otherwise start transactions late and without lock.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # REPLACE may not slip past the triggers on history
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    reading = bool(options.get(READ_ONLY))
    driver = connection.connection.cursor()  # these need nothing of what SQLAlchemy adds
    driver.execute(f"PRAGMA query_only = {int(reading)}")
    driver.execute(f"PRAGMA synchronous = {'FULL' if options.get(DURABLE, True) else 'NORMAL'}")
    driver.execute("BEGIN" if reading else "BEGIN IMMEDIATE")
    driver.close()
