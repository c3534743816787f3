"""Fixtures every package's tests may use."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from api.store.database import Database
from tests import databases
from tests.fakes import FixedClock
from tests.llm_server.remote import LlmServer, running_llm

# How long an example takes depends on what else the machine does; speed is for `make bench`.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.migrated_sqlite(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    databases.require_postgres()
    with databases.postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database; tests that use it run once on each kind."""
    if request.param == "sqlite":
        yield databases.sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path / "db")
        return
    url: str = request.getfixturevalue("postgres_url")
    databases.empty(url)
    yield url


@pytest.fixture
def database(database_url: str, clock: FixedClock) -> Iterator[Database]:
    database = Database(database_url, clock)
    yield database
    database.close()


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """For tests of what lies above the store, where one kind is enough."""
    database = Database(databases.sqlite_copy(sqlite_template, tmp_path / "db"), clock)
    yield database
    database.close()


@pytest.fixture(scope="session")
def llm() -> Iterator[LlmServer]:
    """A language model's server that does as a test says."""
    with running_llm() as server:
        yield server
