"""A full re-ranking: every open need against all offers, as a background job."""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

from sqlalchemy import select

from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.job import Job, JobKind
from api.domain.need import Need
from api.domain.need_json import need_from_json
from api.matching_service import found, match_json
from api.store import jobs, match_results
from api.store.database import Database, Unit
from api.store.match_index import match_index
from api.tables.tickets import tickets

BATCH = 50


def start_rematch(unit: Unit, staff: Staff | None) -> Job:
    """A new re-ranking, or the one that is not finished yet, whoever began it."""
    if staff is not None:
        staff.require(Duty.MATCH)
    open_ones = [job for job in jobs.recent(unit, JobKind.REMATCH) if job.is_open]
    if open_ones:
        return open_ones[0]
    return jobs.begin(unit, JobKind.REMATCH, staff.username if staff else None, {})


def rematch(
    database: Database, job: Job, progress: Callable[[int, int], None]
) -> Mapping[str, Any]:
    """Rank the offers for each open need and keep the best twenty; goes on where it was broken off.

    Returns ``{"needs", "offers", "seconds"}``, needs counted over all runs of the job.
    """
    begun = perf_counter()
    with database.read() as unit:
        left = match_results.open_tickets(unit, job.number)
        index = match_index(unit)
    before = job.done if job.total else 0
    total = before + len(left)
    progress(before, total)
    for at in range(0, len(left), BATCH):
        with database.read() as unit:
            needs = _needs(unit, left[at : at + BATCH])
        ranked = {
            ticket: [match_json(match) for match in found(index, need)]
            for ticket, need in needs.items()
        }
        with database.begin() as unit:
            match_results.keep(unit, job.number, ranked)
        progress(before + min(at + BATCH, len(left)), total)
    return {
        "needs": total,
        "offers": len(index.offers),
        "seconds": round(perf_counter() - begun, 2),
    }


def _needs(unit: Unit, numbers: tuple[int, ...]) -> dict[int, Need]:
    rows = unit.connection.execute(
        select(tickets.c.number, tickets.c.need).where(tickets.c.number.in_(numbers))
    )
    return {row.number: need_from_json(row.need) for row in rows}
