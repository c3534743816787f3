"""How often places were helped, by what was delivered there."""

from sqlalchemy import func, select

from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.tables.tickets import tickets

COUNTY_DIGITS = 6
HELPED = (TicketStatus.DELIVERED, TicketStatus.CLOSED)


def helped_by_county(unit: Unit) -> dict[str, int]:
    """Needs delivered, by the six-digit code of the county; of counties helped at least once."""
    county = func.substr(tickets.c.county_code, 1, COUNTY_DIGITS).label("county")
    rows = unit.connection.execute(
        select(county, func.count().label("times"))
        .where(tickets.c.status.in_(HELPED), func.length(tickets.c.county_code) >= COUNTY_DIGITS)
        .group_by(county)
    )
    return {row.county: row.times for row in rows}


def times_helped(helped: dict[str, int], code: str | None) -> int:
    """How often the county of a place with that code was helped."""
    return helped.get((code or "")[:COUNTY_DIGITS], 0)
