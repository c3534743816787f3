"""What stands behind offers: their amounts, and what their organisations have left to give."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select

from api.domain.allocation import Capacity
from api.domain.organisation import Offer
from api.domain.organisation_json import details_from_json
from api.store.database import Unit
from api.store.standings import UNDER_WAY
from api.tables.claims import claims
from api.tables.organisations import organisations


def capacities(unit: Unit, offers: Sequence[Offer]) -> list[Capacity]:
    """In the order of the offers. Where an organisation stated how much it can give in a year,
    that less its open claims bounds all its offers; else the amount of an offer is all of it."""
    left = left_to_give(unit)
    return [
        Capacity(
            offer,
            None if offer.organisation.key in left else offer.most_yuan,
            left.get(offer.organisation.key),
        )
        for offer in offers
    ]


def left_to_give(unit: Unit) -> dict[str, Decimal]:
    """Of each organisation that stated a capacity, by its key: what is not claimed and open."""
    rows = unit.connection.execute(
        select(claims.c.organisation, func.sum(claims.c.money_fen).label("fen"))
        .where(claims.c.state.in_(UNDER_WAY))
        .group_by(claims.c.organisation)
    )
    open_fen = {row.organisation: row.fen for row in rows}
    left: dict[str, Decimal] = {}
    for row in unit.connection.execute(select(organisations.c.key, organisations.c.details)):
        stated = details_from_json(row.details).capacity_yuan
        if stated is not None:
            left[row.key] = max(stated - Decimal(open_fen.get(row.key, 0)) / 100, Decimal(0))
    return left
