"""Background jobs in the database: moved by one process, taken up again after a crash."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from api.domain.errors import NotFound
from api.domain.job import OPEN, Job, JobKind, JobState
from api.store.database import Unit
from api.tables.jobs import jobs

STALE = timedelta(minutes=2)  # longer than any step between two beats
RECENT = 10


def begin(unit: Unit, kind: JobKind, staff: str | None, terms: Mapping[str, Any]) -> Job:
    """A new job, or the one that is open with the same terms."""
    rows = unit.connection.execute(
        select(jobs).where(jobs.c.kind == kind, jobs.c.state.in_(OPEN)).order_by(jobs.c.number)
    ).all()
    same = next((row for row in rows if row.terms == terms and row.staff == staff), None)
    if same is not None:
        return _job(same)
    number = unit.connection.execute(
        insert(jobs)
        .values(
            kind=kind,
            state=JobState.WAITING,
            staff=staff,
            terms=dict(terms),
            done=0,
            total=0,
            problem="",
            begun_at=unit.now,
            beat_at=unit.now,
        )
        .returning(jobs.c.number)
    ).scalar_one()
    return load(unit, number)


def load(unit: Unit, number: int, kind: JobKind | None = None) -> Job:
    """One job.

    Raises:
        NotFound: there is none with that number, or it is of another kind.
    """
    row = unit.connection.execute(select(jobs).where(jobs.c.number == number)).one_or_none()
    if row is None or kind not in (None, row.kind):
        raise NotFound("没有找到这个任务。请从列表里打开。")
    return _job(row)


def recent(unit: Unit, kind: JobKind, limit: int = RECENT) -> tuple[Job, ...]:
    """The jobs of a kind, the newest first."""
    rows = unit.connection.execute(
        select(jobs).where(jobs.c.kind == kind).order_by(jobs.c.number.desc()).limit(limit)
    )
    return tuple(_job(row) for row in rows)


def left(unit: Unit) -> tuple[int, ...]:
    """The jobs nobody works on: those that wait, and those whose process has gone silent."""
    stale = (jobs.c.state == JobState.RUNNING) & (jobs.c.beat_at < unit.now - STALE)
    rows = unit.connection.execute(
        select(jobs.c.number)
        .where(or_(jobs.c.state == JobState.WAITING, stale))
        .order_by(jobs.c.number)
    )
    return tuple(rows.scalars())


def move(unit: Unit, job: Job, to: JobState, **values: Any) -> bool:
    """Bring a job on; False when another process did it first.

    Raises:
        WrongMove: the table of moves does not allow it.
    """
    job.require_move(to)
    changed = unit.connection.execute(
        update(jobs)
        .where(
            jobs.c.number == job.number, jobs.c.state == job.state, jobs.c.beat_at == job.beat_at
        )
        .values(state=to, beat_at=unit.now, **values)
    )
    return changed.rowcount == 1


def beat(unit: Unit, number: int, done: int, total: int) -> None:
    """Say that a job still runs, and how far it is."""
    unit.connection.execute(
        update(jobs).where(jobs.c.number == number).values(done=done, total=total, beat_at=unit.now)
    )


def keep_result(unit: Unit, number: int, result: Mapping[str, Any]) -> None:
    """Add what came of a finished job later, such as the claims entered from a proposal."""
    unit.connection.execute(
        update(jobs)
        .where(jobs.c.number == number, jobs.c.state == JobState.DONE)
        .values(result=dict(result))
    )


def _job(row: Row[Any]) -> Job:
    return Job(
        number=row.number,
        kind=JobKind(row.kind),
        state=JobState(row.state),
        staff=row.staff,
        terms=row.terms,
        begun_at=row.begun_at,
        beat_at=row.beat_at,
        done=row.done,
        total=row.total,
        result=row.result,
        problem=row.problem,
        finished_at=row.finished_at,
    )
