"""Published needs for tests of the market, as staff would have published them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.category import Category
from api.domain.need import Beneficiaries, Item, Need, Urgency
from api.domain.ticket import Ticket, TicketStatus
from api.store import tickets as store
from api.store.database import Database, Unit
from api.store.people import person_of_chat
from knowledge.places.gazetteer import Gazetteer

S = TicketStatus
STEPS: Mapping[TicketStatus, tuple[TicketStatus, ...]] = {
    S.ACCEPTED: (S.IN_REVIEW, S.ACCEPTED),
    S.PUBLISHED: (S.IN_REVIEW, S.ACCEPTED, S.PUBLISHED),
    S.PARTLY_CLAIMED: (S.IN_REVIEW, S.ACCEPTED, S.PUBLISHED, S.PARTLY_CLAIMED),
    S.CLAIMED: (S.IN_REVIEW, S.ACCEPTED, S.PUBLISHED, S.CLAIMED),
    S.DELIVERED: (
        *(S.IN_REVIEW, S.ACCEPTED, S.PUBLISHED, S.CLAIMED),
        *(S.IN_PROGRESS, S.DELIVERED),
    ),
}


def need(
    gazetteer: Gazetteer, code: str, category: str, things: str, yuan: int | None, **more: Any
) -> Need:
    """A need of ``things`` (separated by blanks) in the division ``code``. ``more``: site, kind,
    urgency, by (a date), description."""
    return Need(
        title="x",
        category=Category(category),
        place=gazetteer.place(code, more.get("site")),
        items=tuple(Item(name, Decimal(10), "件") for name in things.split()),
        description=more.get("description", ""),
        beneficiaries=Beneficiaries(count=50, kind=more.get("kind")),
        gap_yuan=None if yuan is None else Decimal(yuan),
        urgency=Urgency(more.get("urgency", "normal")),
        deadline_date=date.fromisoformat(more["by"]) if "by" in more else None,
        contact="王老师",
    )


@contextmanager
def writing(database: Database) -> Iterator[tuple[Unit, str]]:
    """A unit, and somebody who reports."""
    with database.begin() as unit:
        yield unit, person_of_chat(unit, "web", "reporter")


def published(
    database: Database, *needs: Need, status: TicketStatus = S.PUBLISHED
) -> tuple[int, ...]:
    """The numbers of ``needs``, brought to ``status`` one move after the other."""
    numbers = []
    with writing(database) as (unit, person):
        for one in needs:
            ticket = store.open_ticket(unit, one, {}, person, None)
            for step in STEPS[status]:
                ticket = moved(unit, ticket, step)
            numbers.append(ticket.number)
    return tuple(numbers)


def moved(unit: Unit, ticket: Ticket, to: TicketStatus) -> Ticket:
    after = ticket.moved(to, actor="li", at=unit.now)
    store.save(unit, ticket, after)
    return after


def changed(
    database: Database, number: int, *, to: TicketStatus | None = None, **need: Any
) -> None:
    """Change the state or the need of a ticket."""
    with database.begin() as unit:
        ticket = store.load(unit, number)
        if to is not None:
            ticket = moved(unit, ticket, to)
        if need:
            noted = ticket.noted(actor="li", at=unit.now, reason="改")
            store.save(unit, ticket, replace(noted, need=replace(ticket.need, **need)))
