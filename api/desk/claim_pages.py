"""What staff see of claims (认领): the list with its totals, one claim, and those of a need."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, func, select

from api.desk.claim_lines import ClaimLine, claim_line, claim_lines, joined
from api.desk.people import Staff
from api.desk.remits import require_ticket
from api.domain.blocked import Blocked
from api.domain.claim import CLAIMABLE, COUNTING, ClaimEvent, ClaimState
from api.domain.claimable import Claimable, claimable, remaining, share
from api.domain.need import Need
from api.domain.need_json import need_from_json
from api.domain.organisation_profile import Profile
from api.domain.ticket import Ticket
from api.store import claims, organisations
from api.store import tickets as ticket_store
from api.store.database import Unit
from api.store.regional import ticket_within
from api.tables.claims import claims as claim_rows
from api.tables.organisations import organisations as organisation_rows
from api.tables.tickets import tickets

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Totals:
    """What the claims of a selection come to. ``things`` maps a unit to how many things the needs
    they are for lack; ``people`` is how many those needs are for. ``met`` needs are wholly
    claimed."""

    claims: int = 0
    organisations: int = 0
    money: Decimal = Decimal(0)
    needs: int = 0
    met: int = 0
    things: tuple[tuple[str, Decimal], ...] = ()
    people: int = 0


@dataclass(frozen=True, slots=True)
class ClaimList:
    """One page of the list, how many there are in each state, and the totals of all chosen."""

    lines: tuple[ClaimLine, ...]
    counts: dict[ClaimState, int]
    totals: Totals
    total: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything staff see of one claim. ``whole``: nobody changed its history behind our back;
    ``blocked`` is the entry of the list of illegal organisations that its organisation is on."""

    line: ClaimLine
    ticket: Ticket
    organisation: Profile
    blocked: Blocked | None
    history: tuple[ClaimEvent, ...]
    whole: bool
    lead: ClaimLine | None
    partners: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class NeedClaims:
    """The claims of one need: ``open`` is what may still be claimed, ``takes_claims`` whether its
    ticket stands so that somebody may."""

    lines: tuple[ClaimLine, ...]
    whole: Claimable
    open: Claimable
    share: Decimal
    takes_claims: bool


def list_claims(
    unit: Unit, staff: Staff, *, states: Iterable[ClaimState] = (), text: str = "", page: int = 1
) -> ClaimList:
    """The claims in these states (none: all) that the words of ``text`` stand in: the name of the
    organisation, the title or place of the need, or a number."""
    chosen = tuple(states)
    found = _selected(text).where(ticket_within(staff.regions))
    rows = unit.connection.execute(
        found.where(claim_rows.c.state.in_(chosen)) if chosen else found
    ).all()
    first = (max(page, 1) - 1) * PAGE_SIZE
    return ClaimList(
        lines=tuple(claim_line(unit, row) for row in rows[first : first + PAGE_SIZE]),
        counts=_counts(unit, staff),
        totals=_totals(rows),
        total=len(rows),
    )


def claim_page(unit: Unit, staff: Staff, number: int) -> ClaimPage:
    """One claim.

    Raises:
        NotFound: there is none with that number.
    """
    claim = claims.load(unit, number)
    require_ticket(unit, staff, claim.ticket)
    ticket = ticket_store.load(unit, claim.ticket)
    profile = organisations.load(unit, claim.organisation)
    return ClaimPage(
        line=claim_lines(unit, claim_rows.c.number == number)[0],
        ticket=ticket,
        organisation=profile,
        blocked=organisations.blocked_as(unit, profile.name, profile.organisation.credit_code),
        history=claims.history_of(unit, number),
        whole=claims.history_is_whole(unit, claim),
        lead=claim_lines(unit, claim_rows.c.number == claim.lead)[0] if claim.lead else None,
        partners=claim_lines(unit, claim_rows.c.lead == number),
    )


def claims_waiting(unit: Unit, staff: Staff) -> int:
    """How many claims on needs of the regions of ``staff`` wait to be confirmed."""
    return unit.connection.execute(
        select(func.count())
        .select_from(claim_rows)
        .join(tickets, tickets.c.number == claim_rows.c.ticket)
        .where(claim_rows.c.state == ClaimState.HELD, ticket_within(staff.regions))
    ).scalar_one()


def need_claims(unit: Unit, ticket: Ticket) -> NeedClaims:
    """The claims of a need, the oldest first."""
    lines = claim_lines(unit, claim_rows.c.ticket == ticket.number)
    kept = [line.claim.parts for line in lines if line.claim.counts]
    return NeedClaims(
        lines=lines,
        whole=claimable(ticket.need),
        open=remaining(ticket.need, kept),
        share=share(ticket.need, kept),
        takes_claims=ticket.status in CLAIMABLE,
    )


def _selected(text: str) -> Select[Any]:
    found = joined().order_by(claim_rows.c.number.desc())
    for word in text.lower().split():
        named = organisation_rows.c.name.contains(word, autoescape=True)
        told = tickets.c.search_text.contains(word, autoescape=True)
        digits = word.removeprefix("c")
        if digits.isascii() and digits.isdigit() and len(digits) <= 9:
            told |= claim_rows.c.number == int(digits)
            told |= claim_rows.c.ticket == int(digits)
        found = found.where(named | told)
    return found


def _counts(unit: Unit, staff: Staff) -> dict[ClaimState, int]:
    rows = unit.connection.execute(
        select(claim_rows.c.state, func.count())
        .join(tickets, tickets.c.number == claim_rows.c.ticket)
        .where(ticket_within(staff.regions))
        .group_by(claim_rows.c.state)
    ).all()
    found = {ClaimState(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in ClaimState}


def _totals(rows: Iterable[Row[Any]]) -> Totals:
    """Only claims that keep a part of their need count."""
    kept = [row for row in rows if ClaimState(row.state) in COUNTING]
    needs: dict[int, Need] = {row.ticket: need_from_json(row.need) for row in kept}
    parts: dict[int, list[Any]] = {number: [] for number in needs}
    for row in kept:
        parts[row.ticket].append(claims.read(row).parts)
    things: dict[str, Decimal] = {}
    for need in needs.values():
        for item in need.items:
            unit = item.unit or "件"
            things[unit] = things.get(unit, Decimal(0)) + (item.quantity or 1)
    return Totals(
        claims=len(kept),
        organisations=len({row.organisation for row in kept}),
        money=sum((one.money for held in parts.values() for one in held), Decimal(0)),
        needs=len(needs),
        met=sum(not remaining(need, parts[number]) for number, need in needs.items()),
        things=tuple(sorted(things.items(), key=lambda one: -one[1])),
        people=sum(need.beneficiaries.count or 0 for need in needs.values()),
    )
