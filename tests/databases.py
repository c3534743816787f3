"""A migrated database for each test: a copied SQLite file, a cloned PostgreSQL database."""

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
def postgres_template() -> Iterator[str]:
    """The name of a migrated database to clone."""
    with _created("") as name:
        database = Database(f"postgresql+psycopg://{SERVER}/{name}")
        database.migrate()
        database.close()
        yield name


@contextmanager
def postgres_copy(template: str) -> Iterator[str]:
    """The URL of a fresh clone, dropped afterwards."""
    with _created(f" TEMPLATE {template}") as name:
        yield f"postgresql+psycopg://{SERVER}/{name}"


def require_postgres() -> None:
    """Skip, saying why, where there is no server; fail where there must be one."""
    try:
        psycopg.connect(f"postgresql://{SERVER}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL on {SERVER}: {error}")


@contextmanager
def _created(clause: str) -> Iterator[str]:
    name = f"shanhai_{uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}{clause}".encode())
        try:
            yield name
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
