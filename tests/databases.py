"""A migrated database for each test: a copied SQLite file, an emptied PostgreSQL database."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from api.store.database import Database

SERVER = "postgres@127.0.0.1:5432"


def migrated_sqlite(folder: Path) -> Path:
    """A file to copy: migrating once and copying is faster than migrating for each test."""
    path = folder / "template.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


def sqlite_copy(template: Path, folder: Path) -> str:
    """The URL of a fresh copy."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, folder / "test.sqlite3")
    return f"sqlite:///{folder / 'test.sqlite3'}"


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a migrated database, dropped afterwards."""
    name = f"shanhai_{uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        try:
            url = f"postgresql+psycopg://{SERVER}/{name}"
            database = Database(url)
            database.migrate()
            database.close()
            yield url
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def empty(url: str) -> None:
    """Forget all rows and begin all numbers again; much faster than a new database."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        # Without it the history keeps its rows, as it should.
        connection.execute("SET session_replication_role = replica")
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename <> 'alembic_version'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f'DELETE FROM "{table}"'.encode())
        sequences = connection.execute("SELECT sequencename FROM pg_sequences").fetchall()
        for (sequence,) in sequences:
            connection.execute(f'ALTER SEQUENCE "{sequence}" RESTART'.encode())


def require_postgres() -> None:
    """Skip, saying why, where there is no server; fail where there must be one."""
    try:
        psycopg.connect(f"postgresql://{SERVER}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL on {SERVER}: {error}")
