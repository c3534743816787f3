"""Reports attached to another person's ticket (一起反映): kept, shown to staff, told about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, or_, select

from api.domain.errors import WrongMove
from api.domain.likeness import Report
from api.domain.need import FIELDS, Need
from api.domain.need_json import need_from_json
from api.domain.overlap import OPEN, Earlier, Glimpse, Overlap, glimpse
from api.domain.ticket import Ticket, TicketStatus
from api.store import idempotency
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.store.files import attach
from api.store.inbound import clean
from api.store.merged import carriers, followers
from api.store.notices import tell_person
from api.store.overlap import overlap_of
from api.store.posts import held_by
from api.tables.overlap import kept_apart, supporters
from api.tables.tickets import tickets

ADDED = "另一位上报人反映了同一需求，并有补充。"  # in the history, for staff


@dataclass(frozen=True, slots=True)
class Supporter:
    """One report attached to a ticket. ``note`` tells what it has more, line by line."""

    adds: bool
    note: str
    files: tuple[str, ...]
    at: datetime


class SqlSupporting:
    """``bot.ports.Supporting`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """Work for ``person``."""
        self._unit = unit
        self._person = person

    def overlap(self, need: Need) -> Overlap:
        """See ``Supporting.overlap``."""
        held = tuple(post.number for post in held_by(self._unit, self._person))
        return overlap_of(self._unit, need, person=self._person, posts=held)

    def join(
        self, number: int, need: Need, lines: Mapping[str, str], key: str, *, adds: bool
    ) -> None:
        """See ``Supporting.join``."""
        scoped = f"{self._person}:{key}"
        if idempotency.recall(self._unit, "join", scoped):
            return
        ticket = ticket_rows.load(self._unit, number)
        if ticket.status not in OPEN:
            raise WrongMove(
                f"工单 {number} 现在是“{ticket.status.label}”，不能再加入。可以单独提交您的上报。"
            )
        attach(self._unit, self._person, number, need.evidence)
        self._unit.connection.execute(
            insert(supporters).values(
                ticket=number,
                person=self._person,
                adds=adds,
                note=clean(_more(ticket, need, lines)),
                files=list(need.evidence),
                at=self._unit.now,
            )
        )
        if adds:
            noted = ticket.noted(actor=self._person, at=self._unit.now, reason=ADDED)
            ticket_rows.save(self._unit, ticket, noted)
        idempotency.record(self._unit, "join", scoped, number)

    def keep_apart(self, number: int, others: tuple[int, ...]) -> None:
        """See ``Supporting.keep_apart``."""
        self._unit.connection.execute(delete(kept_apart).where(kept_apart.c.ticket == number))
        if others:
            rows = [{"ticket": number, "other": other} for other in others]
            self._unit.connection.execute(insert(kept_apart), rows)

    def joined(self) -> tuple[Glimpse, ...]:
        """See ``Supporting.joined``."""
        held = tuple(post.number for post in held_by(self._unit, self._person))
        theirs = ticket_rows.answers_for(self._person, held)
        goes_on = carriers(self._unit, self._followed(theirs))
        rows = self._unit.connection.execute(
            select(tickets, theirs.label("mine"))
            .where(tickets.c.number.in_(set(goes_on.values())))
            .order_by(tickets.c.number.desc())
        ).all()
        found = []
        for row in rows:
            carried = tuple(sorted(n for n, end in goes_on.items() if end == row.number != n))
            if carried or (row.reporter != self._person and not row.mine):
                found.append(replace(_glimpsed(row), carries=carried))
        return tuple(found)

    def _followed(self, theirs: ColumnElement[bool]) -> tuple[int, ...]:
        """Tickets the person joined, and their own that were merged."""
        joined = select(supporters.c.ticket).where(supporters.c.person == self._person)
        merged = select(tickets.c.number).where(theirs, tickets.c.merged_into.is_not(None))
        return tuple(self._unit.connection.execute(joined.union(merged)).scalars())

    def tell(self, ticket: Ticket, turn: Callable[[], dict[str, Any]]) -> None:
        """See ``Supporting.tell``."""
        tell_supporters(self._unit, ticket, turn, but=self._person)


def supporters_of(unit: Unit, number: int) -> tuple[Supporter, ...]:
    """The reports attached to a ticket, oldest first; whose they are stays out."""
    rows = unit.connection.execute(
        select(supporters).where(supporters.c.ticket == number).order_by(supporters.c.id)
    ).all()
    return tuple(Supporter(row.adds, row.note, tuple(row.files), row.at) for row in rows)


def kept_apart_from(unit: Unit, number: int) -> frozenset[int]:
    """Tickets whose reporter saw this one and went on alone, or the other way round."""
    rows = unit.connection.execute(
        select(kept_apart).where(or_(kept_apart.c.ticket == number, kept_apart.c.other == number))
    ).all()
    return frozenset(row.other if row.ticket == number else row.ticket for row in rows)


def tell_supporters(
    unit: Unit, ticket: Ticket, turn: Callable[[], dict[str, Any]], *, but: str | None
) -> None:
    """Queue ``turn`` for everybody who joined, also by a merger, except ``but``, who is told
    otherwise."""
    for person in sorted(followers(unit, ticket.number)):
        if person != but:
            key = f"joined-{ticket.number}-{ticket.version}-{person}"
            tell_person(unit, person=person, turn=turn, key=key)


def _glimpsed(row: Row[Any]) -> Glimpse:
    return glimpse(
        Earlier(
            number=row.number,
            status=TicketStatus(row.status),
            report=Report(need_from_json(row.need), row.submitted_at),
            mine=bool(row.mine),
        )
    )


def _more(ticket: Ticket, need: Need, lines: Mapping[str, str]) -> str:
    """The lines of what ``need`` says otherwise than the ticket, in the order of the fields."""
    before = ticket.need
    return "\n".join(
        lines[name]
        for name in FIELDS
        if name in lines and getattr(need, name) != getattr(before, name)
    )
