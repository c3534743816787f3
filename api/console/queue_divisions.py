"""The regions below a province or prefecture, each with how many tickets it would leave."""

from typing import NamedTuple

from api.console.queue_query import QueueQuery
from api.store.database import Unit
from api.store.ticket_counts import by_division
from api.store.ticket_queue import TicketFilter
from knowledge.places.gazetteer import MUNICIPALITIES, Gazetteer

PREFECTURE_DIGITS, COUNTY_DIGITS = 4, 6  # of GB/T 2260 codes; what lies below is not counted
DIRECTLY_BELOW = "直辖县市"  # counties that belong to no prefecture


class DivisionLink(NamedTuple):
    """A prefecture or county to narrow the list to."""

    name: str
    tickets: int
    address: str


def named(query: QueueQuery, gazetteer: Gazetteer) -> str:
    """What the county of the filter is called: the name of a code, words as they are."""
    division = gazetteer.get(query.county) if query.county.isascii() else None
    return division.name if division else query.county


def division_links(
    unit: Unit, query: QueueQuery, wanted: TicketFilter, gazetteer: Gazetteer
) -> tuple[DivisionLink, ...]:
    """What lies directly below the region of the filter, as far as tickets come from there."""
    above = _code(query, gazetteer)
    if not above or len(above) >= COUNTY_DIGITS:
        return ()
    straight = above in MUNICIPALITIES or len(above) == PREFECTURE_DIGITS
    digits = COUNTY_DIGITS if straight else PREFECTURE_DIGITS
    found = by_division(unit, wanted, above, digits)
    return tuple(
        DivisionLink(
            division.name if (division := gazetteer.get(code)) else DIRECTLY_BELOW,
            count,
            f"/desk{query.suffix(county=code)}",
        )
        for code, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _code(query: QueueQuery, gazetteer: Gazetteer) -> str:
    if query.county:
        return query.county if gazetteer.get(query.county) else ""
    provinces = gazetteer.children()
    return next((one.code for one in provinces if one.name == query.province), "")
