"""Organisations and their offers in the database."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, or_, select, update

from api.clock import SHANGHAI
from api.domain.category import Category
from api.domain.organisation import Area, Offer, OfferKind, Organisation
from api.domain.organisation_profile import OrganisationState
from api.store.database import Database, Unit
from api.tables.offers import offer_changes, offers
from api.tables.organisations import organisations

OFFERS_LOCK = 7_266_429  # PostgreSQL: two processes that load the demo take turns


def replace_offers(unit: Unit, new: Iterable[Offer]) -> int:
    """Store these offers and their organisations, replacing those of the same keys.

    An organisation's earlier offers that are not among the new ones are withdrawn. Returns how
    many offers were written; nothing is written, and 0 returned, when all are as stored.
    """
    unit.alone(OFFERS_LOCK)
    wanted = {offer.key: offer for offer in new}
    owners = {offer.organisation.key: offer.organisation for offer in wanted.values()}
    stored = {offer.key: offer for key in owners for offer in of_organisation(unit, key)}
    if stored == wanted:
        return 0
    connection = unit.connection
    known = set(connection.execute(select(organisations.c.key)).scalars())
    if unknown := [_owner_row(one) for key, one in owners.items() if key not in known]:
        connection.execute(insert(organisations), unknown)
    for key in owners.keys() & known:
        where = update(organisations).where(organisations.c.key == key)
        connection.execute(where.values(**_owner_row(owners[key])))
    if gone := stored.keys() - wanted.keys():
        connection.execute(delete(offers).where(offers.c.key.in_(gone)))
    for key in stored.keys() & wanted.keys():
        connection.execute(update(offers).where(offers.c.key == key).values(**_row(wanted[key])))
    if added := [_row(offer) for key, offer in wanted.items() if key not in stored]:
        connection.execute(insert(offers), added)
    note_change(unit)
    return len(wanted)


def put(unit: Unit, offer: Offer) -> None:
    """Store one offer of an organisation there is, in place of the one of the same key."""
    row = _row(offer)
    changed = unit.connection.execute(update(offers).where(offers.c.key == offer.key).values(**row))
    if not changed.rowcount:
        unit.connection.execute(insert(offers).values(**row))
    note_change(unit)


def withdraw(unit: Unit, key: str) -> None:
    """Take one offer away."""
    unit.connection.execute(delete(offers).where(offers.c.key == key))
    note_change(unit)


def note_ended(database: Database) -> bool:
    """A chore: let matchers read the offers again once some have ended since they last did."""
    with database.begin() as unit:
        newest = unit.connection.execute(select(func.max(offer_changes.c.at))).scalar()
        if newest is None:
            return False
        since = newest.astimezone(SHANGHAI).date()
        ended = unit.connection.execute(
            select(func.count())
            .select_from(offers)
            .where(offers.c.ends >= since, offers.c.ends < _today(unit))
        ).scalar_one()
        if ended:
            note_change(unit)
    return bool(ended)


def _today(unit: Unit) -> date:
    return unit.now.astimezone(SHANGHAI).date()


def note_change(unit: Unit) -> None:
    """Let matchers read the offers again."""
    unit.connection.execute(insert(offer_changes).values(at=unit.now))


def all_offers(unit: Unit) -> tuple[Offer, ...]:
    """The offers that stand today, but those of suspended organisations, by key."""
    active = organisations.c.state != OrganisationState.SUSPENDED
    stand = or_(offers.c.ends.is_(None), offers.c.ends >= _today(unit))
    return _found(unit, _with_owner().where(active, stand))


def of_organisation(unit: Unit, key: str) -> tuple[Offer, ...]:
    """The offers of one organisation, by key."""
    return _found(unit, _with_owner().where(offers.c.organisation == key))


def _with_owner() -> Select[Any]:
    return select(
        offers,
        organisations.c.name,
        organisations.c.kind.label("owner_kind"),
        organisations.c.home,
        organisations.c.credit_code,
        organisations.c.source,
    ).join(organisations, organisations.c.key == offers.c.organisation)


def _found(unit: Unit, query: Select[Any]) -> tuple[Offer, ...]:
    rows = unit.connection.execute(query).all()
    return tuple(sorted((_offer(row) for row in rows), key=lambda offer: offer.key))


def change(unit: Unit) -> int:
    """Rises whenever the offers change; 0 before the first were stored."""
    newest: int | None = unit.connection.execute(select(func.max(offer_changes.c.id))).scalar()
    return newest or 0


def _owner_row(organisation: Organisation) -> dict[str, Any]:
    return {
        "key": organisation.key,
        "name": organisation.name,
        "kind": organisation.kind,
        "home": organisation.home,
        "credit_code": organisation.credit_code,
        "source": organisation.source,
    }


def _row(offer: Offer) -> dict[str, Any]:
    return {
        "key": offer.key,
        "organisation": offer.organisation.key,
        "title": offer.title,
        "categories": list(offer.categories),
        "areas": [[area.province, area.prefecture, area.county] for area in offer.areas],
        "services": list(offer.services),
        "text": offer.text,
        "least_fen": _fen(offer.least_yuan),
        "most_fen": _fen(offer.most_yuan),
        "kind": offer.kind,
        "quantity": offer.quantity,
        "ends": offer.ends,
        "conditions": offer.conditions,
    }


def _offer(row: Row[Any]) -> Offer:
    return Offer(
        key=row.key,
        organisation=Organisation(
            key=row.organisation,
            name=row.name,
            kind=row.owner_kind,
            home=row.home,
            source=row.source,
            credit_code=row.credit_code,
        ),
        title=row.title,
        categories=tuple(Category(code) for code in row.categories),
        areas=tuple(Area(*names) for names in row.areas),
        services=tuple(row.services),
        text=row.text,
        least_yuan=_yuan(row.least_fen),
        most_yuan=_yuan(row.most_fen),
        kind=OfferKind(row.kind) if row.kind else None,
        quantity=row.quantity,
        ends=row.ends,
        conditions=row.conditions,
    )


def _fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan * 100)


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen) / 100
