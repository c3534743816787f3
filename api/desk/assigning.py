"""Whose ticket it is: handed to a colleague, put back for anybody, freed when it lies idle."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from api.clock import SHANGHAI
from api.desk.people import Staff
from api.desk.review import owner_of, reviewable
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotAllowed, Outdated, WrongMove
from api.domain.region import covers
from api.domain.ticket import Ticket, TicketStatus
from api.domain.working_days import working_days_between
from api.store import tickets as store
from api.store.database import Database, Unit
from api.store.rule_assigning import SERVICE, candidates, give_by_rule
from api.tables.tickets import tickets
from api.working_days import is_workday

UNDER_REVIEW = (TicketStatus.SUBMITTED, TicketStatus.IN_REVIEW, TicketStatus.RETURNED)
IDLE = 3  # working days without any change after which a ticket is nobody's again

ASSIGNED = "交给 {to} 审核"
PUT_BACK = "放回，等同事接手"
FREED = f"{IDLE} 个工作日没有动静，放回等同事接手"


def assign(unit: Unit, staff: Staff, number: int, *, version: int, to: str) -> Ticket:
    """Make the ticket ``to``'s to review; the history says who did it.

    Raises:
        Invalid: there is no such colleague.
        WrongMove: it is decided already, or theirs already.
        NotAllowed: it was reported by the one or the other, or lies where they do not work.
        NotFound, Outdated: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    before = reviewable(unit, staff, number, version)
    _require_under_review(before)
    found = next((one for one in candidates(unit) if one.username == to), None)
    if found is None:
        raise Invalid("to", "没有找到这位同事，可能已停用或不审核需求。请从列表里重新选。")
    if found.person is not None and found.person in (before.reporter, owner_of(unit, before)):
        raise NotAllowed(f"工单 {number} 是 {to} 本人上报的，不能由 {to} 审核。请选其他同事。")
    if not covers(found.regions, before.need.place.code):
        where = "、".join(region.name for region in found.regions)
        raise NotAllowed(f"{to} 只负责{where}，工单 {number} 不在那里。请选其他同事。")
    if store.reviewer_of(unit, number) == to:
        raise WrongMove(f"工单 {number} 已经由 {to} 审核，不用再交一次。")
    after = before.noted(actor=staff.username, at=unit.now, reason=ASSIGNED.format(to=to))
    store.save(unit, before, after)
    store.set_reviewer(unit, number, to)
    return after


def put_back(unit: Unit, staff: Staff, number: int, *, version: int) -> Ticket:
    """Let a colleague take the ticket.

    Raises:
        WrongMove: it is decided already, or nobody's.
        NotAllowed, NotFound, Outdated: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    before = reviewable(unit, staff, number, version)
    _require_under_review(before)
    if store.reviewer_of(unit, number) is None:
        raise WrongMove(f"工单 {number} 现在没有人负责，可以直接接手。")
    after = before.noted(actor=staff.username, at=unit.now, reason=PUT_BACK)
    store.save(unit, before, after)
    store.set_reviewer(unit, number, None)
    return after


def free_idle(database: Database) -> int:
    """A chore: what somebody took and left lying is anybody's again, or somebody else's by a rule;
    returns how many.

    A returned ticket waits for its reporter and is left alone.
    """
    with database.read() as unit:
        lying = _idle(unit)
    return sum(_freed(database, number) for number in lying)


def _idle(unit: Unit) -> Sequence[int]:
    today = unit.now.astimezone(SHANGHAI).date()
    rows = unit.connection.execute(
        select(tickets.c.number, tickets.c.changed_at).where(
            tickets.c.reviewer.is_not(None),
            tickets.c.status.in_((TicketStatus.SUBMITTED, TicketStatus.IN_REVIEW)),
            tickets.c.changed_at <= unit.now - timedelta(days=IDLE),
        )
    ).all()
    return [
        row.number
        for row in rows
        if working_days_between(row.changed_at.astimezone(SHANGHAI).date(), today, is_workday)
        >= IDLE
    ]


def _freed(database: Database, number: int) -> bool:
    try:
        with database.begin() as unit:
            before = store.load(unit, number)
            if before.status not in UNDER_REVIEW or number not in _idle(unit):
                return False
            had = store.reviewer_of(unit, number)
            after = before.noted(actor=SERVICE, at=unit.now, reason=FREED)
            store.save(unit, before, after)
            store.set_reviewer(unit, number, None)
            give_by_rule(unit, after, but=had)
            return True
    except Outdated:  # somebody is at it this very moment
        return False


def _require_under_review(ticket: Ticket) -> None:
    if ticket.status not in UNDER_REVIEW:
        raise WrongMove(
            f"工单 {ticket.number} 现在是“{ticket.status.label}”，审核已经结束，不用再分配。"
        )
