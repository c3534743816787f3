"""What stands behind offers: their amounts, and what their organisations have left to give."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select

from api.domain.allocation import Capacity
from api.domain.organisation import Offer, OfferKind
from api.domain.organisation_json import details_from_json
from api.domain.same_words import things_named
from api.store.database import Unit
from api.store.standings import UNDER_WAY
from api.tables.claims import claims
from api.tables.organisations import organisations
from bot.understanding.lists import read_items
from bot.understanding.numbers import read_number
from knowledge.normalise import normalise


def capacities(unit: Unit, offers: Sequence[Offer]) -> list[Capacity]:
    """In the order of the offers. Where an organisation stated how much it can give in a year,
    that less its open claims bounds all its offers; else the amount of an offer is all of it.
    Goods and services give no money."""
    left = left_to_give(unit)
    return [_capacity(offer, left.get(offer.organisation.key)) for offer in offers]


def _capacity(offer: Offer, left: Decimal | None) -> Capacity:
    if offer.kind in (OfferKind.GOODS, OfferKind.SERVICE):
        return Capacity(offer, yuan=Decimal(0), things=things_in(offer))
    return Capacity(offer, None if left is not None else offer.most_yuan, left)


def things_in(offer: Offer) -> dict[str, int]:
    """How many of each kind of thing an offer states: 冬衣，200套 is 200 of 衣. A number that
    goes with several things, or with none, counts for none."""
    found: dict[str, int] = {}
    named = read_items(normalise(offer.title).text)
    is_bare = read_number(normalise(offer.quantity).text) is not None  # 200套, of the title's thing
    if not offer.quantity or (is_bare and len(named) != 1):
        return found
    stated = offer.title + offer.quantity if is_bare else offer.quantity
    for item in read_items(normalise(stated).text):
        kinds = things_named(item.name)
        if item.quantity is not None and len(kinds) == 1:
            (kind,) = kinds
            found[kind] = found.get(kind, 0) + int(item.quantity)
    return found


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
