"""A proposal on the desk of the pictures, asked for and computed."""

from decimal import Decimal

from api.bootstrap.jobs import job_runner
from api.desk.allocations import start_allocation
from api.domain.allocation import Terms
from api.store.database import Database
from api.store.match_results import OPEN
from api.store.ticket_queue import TicketFilter
from tests.e2e.desk_talks import COLLEAGUE


def propose(database: Database) -> int:
    """The number of a proposal for all that is accepted: some taken, some left out."""
    terms = Terms(Decimal(20_000), organisation_cap_yuan=Decimal(10_000))
    with database.begin() as unit:
        job = start_allocation(unit, COLLEAGUE, terms, TicketFilter(statuses=OPEN))
    job_runner(database).run(job.number)
    return job.number
