"""Rows of the desk's exports, read one after another: memory stays small however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from api.domain.claim import COUNTING, ClaimState
from api.domain.need import Item, Need
from api.domain.need_json import need_from_json
from api.domain.overview import Period
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.store.overview import begins, ends
from api.tables.claims import claims
from api.tables.organisations import organisations
from api.tables.tickets import tickets

_AT_ONCE = 500  # rows fetched together


@dataclass(frozen=True, slots=True)
class TakenNeed:
    """A need with what became of it; ``claimed_fen`` is the money of the claims that stand."""

    number: int
    status: TicketStatus
    need: Need
    submitted_at: datetime
    changed_at: datetime
    claimed_fen: int


@dataclass(frozen=True, slots=True)
class TakenClaim:
    """A claim with whose it is and of what. ``things`` are the items with how much is claimed."""

    number: int
    ticket: int
    title: str
    province: str
    county_code: str
    organisation: str
    credit_code: str
    state: ClaimState
    fen: int
    things: tuple[Item, ...]
    lead: int | None
    takes_over: int | None
    made_at: datetime
    changed_at: datetime


def needs(unit: Unit, period: Period | None) -> Iterator[TakenNeed]:
    """The needs handed in in ``period`` (at any time without one), by number."""
    claimed = (
        select(claims.c.ticket, func.sum(claims.c.money_fen).label("fen"))
        .where(claims.c.state.in_(COUNTING))
        .group_by(claims.c.ticket)
        .subquery()
    )
    query = (
        select(
            tickets.c.number,
            tickets.c.status,
            tickets.c.need,
            tickets.c.submitted_at,
            tickets.c.changed_at,
            func.coalesce(claimed.c.fen, 0).label("fen"),
        )
        .join_from(tickets, claimed, claimed.c.ticket == tickets.c.number, isouter=True)
        .where(*_within(tickets.c.submitted_at, period))
        .order_by(tickets.c.number)
    )
    for row in _stream(unit, query):
        yield TakenNeed(
            row.number,
            TicketStatus(row.status),
            need_from_json(row.need),
            row.submitted_at,
            row.changed_at,
            int(row.fen),
        )


def claimed(unit: Unit, period: Period | None) -> Iterator[TakenClaim]:
    """The claims made in ``period`` (at any time without one), whatever their state, by number."""
    query = (
        select(
            claims,
            tickets.c.title,
            tickets.c.province,
            tickets.c.county_code,
            tickets.c.need["items"].label("items"),
            organisations.c.name,
            organisations.c.credit_code,
        )
        .join_from(claims, tickets, claims.c.ticket == tickets.c.number)
        .join(organisations, organisations.c.key == claims.c.organisation)
        .where(*_within(claims.c.made_at, period))
        .order_by(claims.c.number)
    )
    for row in _stream(unit, query):
        yield TakenClaim(
            number=row.number,
            ticket=row.ticket,
            title=row.title,
            province=row.province or "",
            county_code=row.county_code or "",
            organisation=row.name,
            credit_code=row.credit_code or "",
            state=ClaimState(row.state),
            fen=row.money_fen,
            things=_things(row.items or [], row.quantities),
            lead=row.lead,
            takes_over=row.takes_over,
            made_at=row.made_at,
            changed_at=row.changed_at,
        )


def _things(items: list[dict[str, Any]], quantities: dict[str, str]) -> tuple[Item, ...]:
    """What of the items is claimed; one that left the need since is named by its place."""
    found = []
    for position, quantity in quantities.items():
        at = int(position)
        item = items[at] if at < len(items) else {"name": f"第 {at + 1} 项"}
        found.append(Item(item["name"], Decimal(quantity), item.get("unit")))
    return tuple(found)


def _within(moment: ColumnElement[Any], period: Period | None) -> list[ColumnElement[bool]]:
    if period is None:
        return []
    return [moment >= begins(period.start), moment < ends(period)]


def _stream(unit: Unit, query: Select[Any]) -> Iterator[Any]:
    yield from unit.connection.execute(query.execution_options(yield_per=_AT_ONCE))
