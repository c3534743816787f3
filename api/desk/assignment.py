"""The rules of assignment (分配规则) as staff keep them, and what they would do now."""

from dataclasses import dataclass, replace

from api.desk.people import Staff
from api.domain.assignment import Assigned, AssignmentRule, AssignmentRules, RuleAct
from api.domain.assignment_event import RulesEvent
from api.domain.duties import Duty
from api.domain.errors import Invalid, Outdated
from api.domain.need import Need
from api.store import assignment_rules as store
from api.store import ticket_queue, tickets
from api.store.database import Database, Unit
from api.store.rule_assigning import TO_DECIDE, candidates, give_by_rule, whose
from api.store.ticket_queue import TicketFilter

MOST_TRIED = 100  # tickets of a dry run; the rest follows when these are given out
WAITING = TicketFilter(statuses=TO_DECIDE, unassigned=True, page_size=MOST_TRIED)


@dataclass(frozen=True, slots=True)
class Tried:
    """What the rules would do with a ticket that is nobody's; ``None`` leaves it to all."""

    number: int
    need: Need
    assigned: Assigned | None


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """The rules, what they would do with the tickets that are nobody's (the longest waiting first,
    of ``waiting`` in all), who can be named in them, and how they came to be. ``whole``: nobody
    changed their history behind our back."""

    rules: AssignmentRules
    tried: tuple[Tried, ...]
    waiting: int
    colleagues: tuple[str, ...]
    history: tuple[RulesEvent, ...]
    whole: bool


def assignment_page(unit: Unit, staff: Staff) -> AssignmentPage:
    """The rules, and a dry run of them on what waits in the regions of who looks."""
    rules = store.in_force(unit)
    wanted = replace(WAITING, regions=staff.regions)
    waiting = ticket_queue.numbers(unit, wanted)
    return AssignmentPage(
        rules=rules,
        tried=_dry_run(unit, rules, waiting),
        waiting=ticket_queue.total(unit, wanted),
        colleagues=tuple(one.username for one in candidates(unit)),
        history=store.events(unit),
        whole=store.history_is_whole(unit),
    )


def add_rule(unit: Unit, staff: Staff, rule: AssignmentRule, *, version: int) -> None:
    """One more rule, asked last.

    Raises:
        NotAllowed: not an administrator.
        Invalid: a reviewer there is not, a name that is taken, or too many rules.
        Outdated: the rules changed since the page was loaded.
    """
    staff.require(Duty.MANAGE)
    _require_colleagues(unit, rule)
    after = _current(unit, version).with_new(rule)
    store.record(unit, after, RuleAct.MADE, rule.name, actor=staff.username)


def change_rule(
    unit: Unit, staff: Staff, number: int, rule: AssignmentRule, *, version: int
) -> None:
    """Another rule in the place of one.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is no rule with that number.
        Invalid, Outdated: see ``add_rule``.
    """
    staff.require(Duty.MANAGE)
    _require_colleagues(unit, rule)
    after = _current(unit, version).with_changed(number, rule)
    store.record(unit, after, RuleAct.CHANGED, rule.name, actor=staff.username)


def do_to_rule(unit: Unit, staff: Staff, number: int, act: RuleAct, *, version: int) -> None:
    """Move, switch or drop a rule.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is no rule with that number.
        Outdated: the rules changed since the page was loaded.
    """
    staff.require(Duty.MANAGE)
    before = _current(unit, version)
    name = before.rule(number).name
    store.record(unit, before.after(act, number), act, name, actor=staff.username)


def follow_rules_now(database: Database, staff: Staff) -> int:
    """Give the tickets of the dry run out; returns how many somebody got. Each is a transaction
    of its own, and one that changes meanwhile is left as it is.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    with database.read() as unit:
        waiting = ticket_queue.numbers(unit, replace(WAITING, regions=staff.regions))
    return sum(_followed(database, number) for number in waiting)


def _followed(database: Database, number: int) -> bool:
    with database.begin() as unit:
        before = tickets.load(unit, number)
        if before.status not in TO_DECIDE:
            return False
        return give_by_rule(unit, before) is not before


def _dry_run(unit: Unit, rules: AssignmentRules, numbers: tuple[int, ...]) -> tuple[Tried, ...]:
    """Each ticket given counts for the next, as it would."""
    among, tried = candidates(unit), []
    for ticket in sorted(tickets.several(unit, numbers), key=lambda one: numbers.index(one.number)):
        found = whose(unit, rules, ticket, among)
        among = tuple(
            replace(one, tickets=one.tickets + 1)
            if found and one.username == found.username
            else one
            for one in among
        )
        tried.append(Tried(ticket.number, ticket.need, found))
    return tuple(tried)


def _current(unit: Unit, version: int) -> AssignmentRules:
    rules = store.in_force(unit)
    if rules.version != version:
        raise Outdated(store.OVERTAKEN)
    return rules


def _require_colleagues(unit: Unit, rule: AssignmentRule) -> None:
    known = {one.username for one in candidates(unit)}
    if unknown := [name for name in rule.reviewers if name not in known]:
        raise Invalid(
            "reviewers", f"没有找到 {unknown[0]}，可能已停用或不审核需求。请从列表里重新选。"
        )
