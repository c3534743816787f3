"""Background jobs: one process each, taken up again after a crash, broken ones told in words."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from api.bootstrap.jobs import job_runner
from api.demo.organisations import load_demo
from api.desk.rematching import BATCH, start_rematch
from api.domain.errors import Invalid, NotFound, WrongMove
from api.domain.job import MOVES, Job, JobKind, JobState
from api.job_runner import BROKEN, JobRunner, Progress
from api.store import jobs, match_results
from api.store.database import Database
from api.store.match_results import keep, open_tickets, result_of
from api.tables.jobs import jobs as table
from api.tables.jobs import match_results as results
from api.tables.tickets import tickets
from tests.api.desks import REVIEWER, hired, ledger_of, reported
from tests.telegram_server.remote import wait_for


def begun(database: Database, terms: Mapping[str, Any] | None = None) -> int:
    with database.begin() as unit:
        return jobs.begin(unit, JobKind.REMATCH, None, terms or {}).number


def job_of(database: Database, number: int) -> Job:
    with database.read() as unit:
        return jobs.load(unit, number)


def counting(database: Database, _: Job, progress: Progress) -> Mapping[str, Any]:
    progress(1, 2)
    return {"counted": 2}


def test_the_table_of_moves_is_the_whole_machine(sqlite_database: Database) -> None:
    job = job_of(sqlite_database, begun(sqlite_database))
    for to in JobState:
        if to not in MOVES[job.state]:
            with pytest.raises(WrongMove):
                job.require_move(to)


def test_a_job_runs_beside_and_keeps_its_result(database: Database) -> None:
    runner = JobRunner(database, {JobKind.REMATCH: counting})
    number = begun(database)
    assert begun(database) == number  # the same again while it is open
    runner.begin(number)
    wait_for(lambda: not job_of(database, number).is_open, 20)
    job = job_of(database, number)
    assert (job.state, job.result, job.done, job.total) == (JobState.DONE, {"counted": 2}, 1, 2)
    assert job.finished_at is not None
    runner.run(number)  # finished: nothing happens
    assert begun(database) != number
    with database.read() as unit, pytest.raises(NotFound):
        jobs.load(unit, number, JobKind.ALLOCATION)


def test_what_a_process_left_is_taken_up_once_it_is_silent(sqlite_database: Database) -> None:
    number = begun(sqlite_database)
    with sqlite_database.begin() as unit:
        jobs.move(unit, jobs.load(unit, number), JobState.RUNNING)
        assert jobs.left(unit) == ()
    runner = JobRunner(sqlite_database, {JobKind.REMATCH: counting})
    runner.run(number)  # somebody else runs it
    assert job_of(sqlite_database, number).state is JobState.RUNNING
    with sqlite_database.begin() as unit:
        unit.connection.execute(update(table).values(beat_at=unit.now - timedelta(minutes=5)))
    runner.resume()
    wait_for(lambda: job_of(sqlite_database, number).state is JobState.DONE, 20)


def test_a_job_that_breaks_or_is_refused_says_so(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Mapping[str, Any]:
        raise OSError("no space left")

    def refused(*_: object) -> Mapping[str, Any]:
        raise Invalid("needs", "没有需求。")

    first = begun(sqlite_database)
    JobRunner(sqlite_database, {JobKind.REMATCH: broken}).begin(first)
    wait_for(lambda: not job_of(sqlite_database, first).is_open, 20)
    assert job_of(sqlite_database, first).problem == BROKEN
    assert "no space left" in caplog.text

    second = begun(sqlite_database)
    JobRunner(sqlite_database, {JobKind.REMATCH: refused}).run(second)
    assert job_of(sqlite_database, second).state is JobState.FAILED
    assert job_of(sqlite_database, second).problem == "没有需求。"


def with_needs(database: Database, folder: Path, count: int) -> None:
    """That many accepted needs, and the demo's offers."""
    load_demo(database)
    ledger = ledger_of(database, folder)
    for number in range(count):
        reported(ledger, database, key=str(number), update=str(number))
    with database.begin() as unit:
        unit.connection.execute(update(tickets).values(status="accepted"))


def test_a_full_re_ranking_keeps_the_best_of_each_open_need(
    database: Database, tmp_path: Path
) -> None:
    hired(database, REVIEWER)
    with_needs(database, tmp_path, 3)
    with database.begin() as unit:
        unit.connection.execute(
            update(tickets).where(tickets.c.number == 1003).values(status="closed")
        )
        job = start_rematch(unit, REVIEWER)
        assert start_rematch(unit, None).number == job.number
    job_runner(database).run(job.number)
    done = job_of(database, job.number)
    assert done.result is not None
    assert (done.result["needs"], done.staff, done.done) == (2, "li", 2)
    with database.read() as unit:
        found = result_of(unit, 1001)
        assert result_of(unit, 1003) is None
    assert found is not None
    assert found.version == job.number
    assert 1 <= len(found.matches) <= 20
    assert found.matches[0]["summary"].startswith("最看重：")


def test_a_re_ranking_goes_on_where_it_was_broken_off(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.desk.rematching.BATCH", 2)
    assert BATCH > 2
    with_needs(sqlite_database, tmp_path, 5)
    with sqlite_database.begin() as unit:
        job = start_rematch(unit, None)
    kept: list[int] = []

    def dying(unit: Any, version: int, found: Mapping[int, Any]) -> None:
        if len(kept) == 2:
            raise SystemExit
        kept.extend(found)
        keep(unit, version, found)

    monkeypatch.setattr(match_results, "keep", dying)
    with pytest.raises(SystemExit):
        job_runner(sqlite_database).run(job.number)
    with sqlite_database.begin() as unit:
        assert open_tickets(unit, job.number) == (1003, 1004, 1005)
        unit.connection.execute(update(table).values(beat_at=unit.now - timedelta(minutes=5)))
    monkeypatch.setattr(match_results, "keep", keep)
    job_runner(sqlite_database).run(job.number)
    done = job_of(sqlite_database, job.number)
    assert done.result is not None
    assert (done.state, done.result["needs"], done.done) == (JobState.DONE, 5, 5)
    with sqlite_database.read() as unit:
        assert unit.connection.execute(select(func.count()).select_from(results)).scalar() == 5
