"""Tickets of others, compared and joined in memory: ``bot.support_ports`` for dialogues."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from api.domain.errors import WrongMove
from api.domain.likeness import Report
from api.domain.need import Need
from api.domain.overlap import OPEN, Earlier, Glimpse, Overlap, Template, glimpse, overlap
from api.domain.ticket import Ticket

if TYPE_CHECKING:
    from tests.fakes import Shelf


@dataclass(frozen=True, slots=True)
class Joining:
    """A report attached to a ticket, with the lines that were given for staff."""

    ticket: int
    person: str
    key: str
    lines: Mapping[str, str]
    adds: bool


@dataclass(slots=True)
class SupportShelf:
    """Who joined what, what they were told, who went on alone, and the template to be found."""

    joined: list[Joining] = field(default_factory=list)
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    apart: dict[int, tuple[int, ...]] = field(default_factory=dict)
    template: Template = field(default_factory=Template)


class MemorySupporting:
    """``bot.ports.Supporting`` over the same copy: every ticket is compared, however many."""

    def __init__(self, shelf: "Shelf", person: str, now: datetime) -> None:
        self._shelf = shelf
        self._person = person
        self._now = now

    def overlap(self, need: Need) -> Overlap:
        earlier = tuple(map(self._earlier, self._shelf.tickets.values()))
        return overlap(Report(need, self._now), earlier, self._shelf.support.template)

    def join(
        self, number: int, need: Need, lines: Mapping[str, str], key: str, *, adds: bool
    ) -> None:
        if any(one.key == key for one in self._shelf.support.joined):
            return
        ticket = self._shelf.tickets[number]
        if ticket.status not in OPEN:
            raise WrongMove(f"工单 {number} 不能再加入。")
        self._shelf.support.joined.append(Joining(number, self._person, key, lines, adds))

    def keep_apart(self, number: int, others: tuple[int, ...]) -> None:
        self._shelf.support.apart[number] = others

    def joined(self) -> tuple[Glimpse, ...]:
        tickets = self._shelf.tickets
        theirs = {one.ticket for one in self._shelf.support.joined if one.person == self._person}
        theirs |= {n for n, one in tickets.items() if one.merged_into and self._earlier(one).mine}
        ends = {number: self._end(number) for number in theirs}
        found = []
        for end in sorted(set(ends.values()), reverse=True):
            one = self._earlier(tickets[end])
            carried = tuple(sorted(n for n in theirs if ends[n] == end != n))
            if carried or not one.mine:
                found.append(replace(glimpse(one), carries=carried))
        return tuple(found)

    def tell(self, ticket: Ticket, turn: Callable[[], dict[str, Any]]) -> None:
        self._shelf.support.told += [
            (one.person, turn())
            for one in self._shelf.support.joined
            if one.ticket == ticket.number and one.person != self._person
        ]

    def _end(self, number: int) -> int:
        into = self._shelf.tickets[number].merged_into
        return number if into is None else self._end(into)

    def _earlier(self, ticket: Ticket) -> Earlier:
        report = Report(ticket.need, ticket.history[0].at)
        return Earlier(ticket.number, ticket.status, report, ticket.reporter == self._person)
