"""Needs, claims and applications as staff search for them, each within their regions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from api.domain.application_event import Standing
from api.domain.claim import ClaimState
from api.domain.found import Found
from api.domain.need_json import need_from_json
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.store.regional import application_within, ticket_within
from api.store.search_words import Asked, stand_in
from api.tables.applications import applications
from api.tables.claims import claims
from api.tables.organisations import organisations
from api.tables.tickets import tickets


def found_tickets(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Needs, by title, place, things and description."""
    rows = unit.connection.execute(
        select(tickets)
        .where(*(tickets.c.search_text.contains(word, autoescape=True) for word in asked.words))
        .where(ticket_within(asked.regions))
        .order_by(tickets.c.number.desc())
        .limit(asked.most)
    ).all()
    return tuple(_ticket(row) for row in rows)


def ticket_of_number(unit: Unit, number: int) -> Found | None:
    """The ticket with that number."""
    row = unit.connection.execute(select(tickets).where(tickets.c.number == number)).one_or_none()
    return _ticket(row) if row else None


def found_claims(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Claims, by their organisation."""
    by = select(organisations.c.key).where(*stand_in(asked.words, organisations.c.name))
    where = [claims.c.organisation.in_(by), ticket_within(asked.regions)]
    return _claims(unit, where, asked.most)


def claim_of_number(unit: Unit, number: int) -> Found | None:
    """The claim with that number."""
    return next(iter(_claims(unit, [claims.c.number == number], 1)), None)


def found_applications(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Applications, by title and organisation."""
    said = stand_in(asked.words, applications.c.title, organisations.c.name)
    return _applications(unit, [*said, application_within(asked.regions)], asked.most)


def application_of_number(unit: Unit, number: int) -> Found | None:
    """The application with that number."""
    return next(iter(_applications(unit, [applications.c.number == number], 1)), None)


def _ticket(row: Row[Any]) -> Found:
    need = need_from_json(row.need)
    things = "、".join(item.name for item in need.items)
    return Found(
        key=str(row.number),
        title=row.title,
        code=str(row.number),
        where=str(need.place),
        text=f"{things} {need.description}",
        state=TicketStatus(row.status).label,
    )


def _claims(unit: Unit, conditions: Sequence[ColumnElement[bool]], most: int) -> tuple[Found, ...]:
    rows = unit.connection.execute(
        select(claims.c.number, claims.c.state, organisations.c.name, tickets.c.title)
        .join(organisations, organisations.c.key == claims.c.organisation)
        .join(tickets, tickets.c.number == claims.c.ticket)
        .where(*conditions)
        .order_by(claims.c.number.desc())
        .limit(most)
    ).all()
    return tuple(
        Found(
            key=str(row.number),
            title=row.name,
            code=f"C{row.number}",
            where=row.title,
            state=ClaimState(row.state).label,
        )
        for row in rows
    )


def _applications(
    unit: Unit, conditions: Sequence[ColumnElement[bool]], most: int
) -> tuple[Found, ...]:
    row = applications.c
    rows = unit.connection.execute(
        select(row.number, row.title, row.standing, organisations.c.name)
        .join(organisations, organisations.c.key == row.organisation)
        .where(*conditions)
        .order_by(row.number.desc())
        .limit(most)
    ).all()
    return tuple(
        Found(
            key=str(one.number),
            title=one.title,
            code=f"S{one.number}",
            where=one.name,
            state=Standing(one.standing).label,
        )
        for one in rows
    )
