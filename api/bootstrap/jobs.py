"""The background jobs, put together: which kinds there are and what computes them."""

from api.desk.allocations import allocate
from api.desk.rematching import rematch
from api.domain.job import JobKind
from api.job_runner import JobRunner
from api.store.database import Database


def job_runner(database: Database) -> JobRunner:
    """Runs every kind of job over ``database``."""
    return JobRunner(database, {JobKind.ALLOCATION: allocate, JobKind.REMATCH: rematch})
