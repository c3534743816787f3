"""Proposals for a pool: asked for on the desk, computed in the background, read as a table."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from api.allocation.proposing import propose
from api.desk.people import Staff
from api.domain.allocation import (
    MOST_NEEDS,
    POOL,
    Allocation,
    Grant,
    Terms,
    Wanted,
)
from api.domain.claimable import Parts, remaining
from api.domain.duties import Duty
from api.domain.errors import Invalid
from api.domain.job import Job, JobKind
from api.domain.need import Need
from api.domain.need_json import need_from_json
from api.store import jobs
from api.store import ticket_queue as store
from api.store.capacities import capacities
from api.store.claims import of_tickets
from api.store.database import Database, Unit
from api.store.helped import helped_by_county, times_helped
from api.store.match_index import match_index
from api.store.ticket_queue import TicketFilter
from api.tables.tickets import tickets

POOL_NAME = "资金池"


def start_allocation(unit: Unit, staff: Staff, terms: Terms, chosen: TicketFilter) -> Job:
    """Ask for a proposal for the tickets the filter finds.

    Raises:
        Invalid: the terms make no sense, or the filter finds no ticket or too many.
    """
    staff.require(Duty.MATCH)
    terms.checked()
    rows, total = store.find(unit, replace(chosen, regions=staff.regions))
    if not total:
        raise Invalid("needs", "这样筛选没有可以分配的需求。请放宽筛选，或先受理、发布需求。")
    if total > MOST_NEEDS:
        raise Invalid(
            "needs", f"一次最多算 {MOST_NEEDS} 个需求，现在选中 {total} 个。请加一项筛选。"
        )
    asked = {name: None if value is None else str(value) for name, value in asdict(terms).items()}
    return jobs.begin(
        unit,
        JobKind.ALLOCATION,
        staff.username,
        {"terms": asked, "tickets": [row.number for row in rows]},
    )


def terms_of(job: Job) -> Terms:
    """The terms a job was begun with."""
    asked: dict[str, str | None] = dict(job.terms["terms"])
    needs = asked.pop("organisation_needs")
    sums = {name: Decimal(value) for name, value in asked.items() if value is not None}
    return Terms(**sums, organisation_needs=int(needs) if needs else None)


def allocate(
    database: Database, job: Job, progress: Callable[[int, int], None]
) -> Mapping[str, Any]:
    """Compute the proposal of a job; returns it as JSON, with what its page shows."""
    terms = terms_of(job)
    with database.read() as unit:
        wanted = _wanted(unit, tuple(job.terms["tickets"]))
        index = match_index(unit)
        able = capacities(unit, index.offers)
    progress(0, len(wanted))
    found = propose(wanted, able, terms, index)
    return proposal_json(wanted, found, terms)


def _wanted(unit: Unit, numbers: tuple[int, ...]) -> list[Wanted]:
    """The needs with what is still open of each."""
    helped, held = helped_by_county(unit), of_tickets(unit, numbers)
    rows = unit.connection.execute(
        select(tickets.c.number, tickets.c.need, tickets.c.county_code)
        .where(tickets.c.number.in_(numbers))
        .order_by(tickets.c.number)
    )
    return [
        Wanted(
            row.number,
            _open(need_from_json(row.need), [one.parts for one in held.get(row.number, ())]),
            times_helped(helped, row.county_code),
        )
        for row in rows
    ]


def _open(need: Need, claimed: list[Parts]) -> Need:
    """The need as it is still open: its money, and its items in their places."""
    if not claimed:
        return need
    left = remaining(need, claimed)
    things = {thing.position: thing.quantity for thing in left.things}
    items = tuple(replace(item, quantity=things.get(at)) for at, item in enumerate(need.items))
    return replace(need, gap_yuan=left.money, items=items)


def proposal_json(wanted: list[Wanted], found: Allocation, terms: Terms) -> dict[str, Any]:
    """The proposal as it is kept: amounts are decimal strings, texts as people read them."""
    by_ticket = {one.ticket: one for one in wanted}
    reached = [by_ticket[ticket].need.beneficiaries.count or 0 for ticket in found.covered]
    pool = found.yuan_of(POOL)
    money = sum((g.amount for g in found.grants if g.lot.item is None), Decimal(0))
    return {
        "status": found.status.value,
        "gap": found.gap,
        "seconds": found.seconds,
        "totals": {
            "asked": len(wanted),
            "covered": len(found.covered),
            "people": sum(reached),
            "pool_yuan": str(pool),
            "pool_left_yuan": str(terms.pool_yuan - pool),
            "offers_yuan": str(money - pool),
            "organisations": len({g.giver for g in found.grants} - {POOL}),
        },
        "covered": [
            _facts(by_ticket[ticket])
            | {"grants": [_grant_json(by_ticket[ticket], g) for g in found.of(ticket)]}
            for ticket in found.covered
        ],
        "left_out": [
            _facts(by_ticket[one.ticket]) | {"why": one.why.value, "sentence": one.sentence}
            for one in found.left_out
        ],
    }


def _facts(one: Wanted) -> dict[str, Any]:
    need, asked = one.need, one.asked_yuan
    return {
        "ticket": one.ticket,
        "title": need.title,
        "place": str(need.place),
        "category": need.category.label if need.category else "",
        "urgency": need.urgency.label if need.urgency else "",
        "people": need.beneficiaries.count,
        "asked_yuan": None if asked is None else str(asked),
    }


def _grant_json(one: Wanted, grant: Grant) -> dict[str, Any]:
    item = None if grant.lot.item is None else one.need.items[grant.lot.item]
    return {
        "giver": grant.giver,
        "name": grant.offer.organisation.name if grant.offer else POOL_NAME,
        "offer": grant.offer.title if grant.offer else "",
        "amount": str(grant.amount),
        "position": grant.lot.item,
        "item": item.name if item else None,
        "unit": (item.unit or "件") if item else "元",
        "because": grant.because,
    }
