"""Reports given to a reviewer by the rules, in the transaction that brings them."""

import logging

from sqlalchemy import func, select

from api.domain.assignment import Assigned, AssignmentRules, Candidate, assigned
from api.domain.duties import Duty, Role
from api.domain.ticket import Ticket, TicketStatus
from api.store import assignment_rules, tickets
from api.store.claim_telling import owner_of
from api.store.database import Unit
from api.store.staff_history import regions_of
from api.tables.people import staff
from api.tables.tickets import tickets as rows

log = logging.getLogger(__name__)

SERVICE = "service"  # the actor of what nobody did
BY_RULE = "按规则“{rule}”交给 {to} 审核"
TO_DECIDE = (TicketStatus.SUBMITTED, TicketStatus.IN_REVIEW)


def give_by_rule(unit: Unit, ticket: Ticket, *, but: str | None = None) -> Ticket:
    """The ticket, given to somebody when it is nobody's and a rule says whose it is; never to
    ``but``. A rule that cannot be read or followed leaves it to all: nothing a person reports is
    lost by it."""
    try:
        with unit.connection.begin_nested():
            return _given(unit, ticket, but)
    except Exception:  # whatever it is, the report matters more; staff see it in the list
        log.exception("ticket %d could not be assigned by rule", ticket.number)
        return ticket


def candidates(unit: Unit) -> tuple[Candidate, ...]:
    """Everybody whose account is open and who reviews needs, by name, with how many tickets they
    have to decide on."""
    found = unit.connection.execute(
        select(rows.c.reviewer, func.count().label("tickets"))
        .where(rows.c.status.in_(TO_DECIDE), rows.c.reviewer.is_not(None))
        .group_by(rows.c.reviewer)
    ).all()
    loads = {row.reviewer: row.tickets for row in found}
    return tuple(
        Candidate(row.username, row.person, loads.get(row.username, 0), regions_of(row.regions))
        for row in unit.connection.execute(
            select(staff).where(staff.c.disabled.is_(False)).order_by(staff.c.username)
        )
        if any(Duty.REVIEW_NEEDS in Role(role).duties for role in row.roles)
    )


def whose(
    unit: Unit,
    rules: AssignmentRules,
    ticket: Ticket,
    among: tuple[Candidate, ...],
    but: str | None = None,
) -> Assigned | None:
    """Who of ``among`` gets the ticket; see ``assigned`` for who never does."""
    concerned = frozenset({ticket.reporter, owner_of(unit, ticket.number)})
    return assigned(rules.rules, ticket.need, among, concerned=concerned, but=but)


def _given(unit: Unit, ticket: Ticket, but: str | None) -> Ticket:
    rules = assignment_rules.in_force(unit)
    if not rules.rules:
        return ticket
    among = candidates(unit)
    now = tickets.reviewer_of(unit, ticket.number)
    if any(one.username == now for one in among):
        return ticket
    found = whose(unit, rules, ticket, among, but)
    if found is None:
        return ticket
    reason = BY_RULE.format(rule=found.rule, to=found.username)
    after = ticket.noted(actor=SERVICE, at=unit.now, reason=reason)
    tickets.save(unit, ticket, after, reviewer=found.username)
    return after
