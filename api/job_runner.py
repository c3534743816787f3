"""Runs background jobs one after the other; what a crash left is taken up again."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from api.background import Background
from api.domain.errors import Refusal
from api.domain.job import Job, JobKind, JobState
from api.store import jobs
from api.store.database import Database

log = logging.getLogger(__name__)

BROKEN = "计算中断，原因已记入日志。请再试一次；仍不行请告诉管理员。"

Progress = Callable[[int, int], None]
# Computes a job's result; must find by itself what an earlier run of the same job left.
Work = Callable[[Database, Job, Progress], Mapping[str, Any]]


class JobRunner:
    """One at a time in this process, and each job in one process only."""

    def __init__(self, database: Database, works: Mapping[JobKind, Work]) -> None:
        """No thread runs before there is something to compute."""
        self._database = database
        self._works = works
        self._background = Background[int]("jobs", self.run, self._broke)

    def begin(self, number: int) -> None:
        """Run a job when it is its turn; returns at once."""
        self._background.begin(number)

    def resume(self) -> None:
        """Take up the jobs nobody works on."""
        with self._database.read() as unit:
            left = jobs.left(unit)
        for number in left:
            self.begin(number)

    def run(self, number: int, progress: Progress = lambda _done, _total: None) -> None:
        """Run a job now, unless somebody does already; ``progress`` hears of it, too."""
        job = self._taken(number)
        if job is None:
            return

        def told(done: int, total: int) -> None:
            with self._database.begin(durable=False) as unit:
                jobs.beat(unit, number, done, total)
            progress(done, total)

        try:
            result = dict(self._works[job.kind](self._database, job, told))
        except Refusal as refusal:
            self._end(number, JobState.FAILED, problem=refusal.message)
            return
        self._end(number, JobState.DONE, result=result)

    def _taken(self, number: int) -> Job | None:
        with self._database.begin() as unit:
            job = jobs.load(unit, number)
            if job.state is JobState.RUNNING and number in jobs.left(unit):
                jobs.move(unit, job, JobState.WAITING)
                job = jobs.load(unit, number)
            if job.state is not JobState.WAITING or not jobs.move(unit, job, JobState.RUNNING):
                return None
            return jobs.load(unit, number)

    def _end(self, number: int, state: JobState, **values: Any) -> None:
        with self._database.begin() as unit:
            job = jobs.load(unit, number)
            if job.state is JobState.RUNNING:
                jobs.move(unit, job, state, finished_at=unit.now, **values)

    def _broke(self, number: int) -> None:
        self._end(number, JobState.FAILED, problem=BROKEN)
