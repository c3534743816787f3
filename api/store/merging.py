"""Mergers written down, undone when the ticket they went into is withdrawn, and told of."""

from collections.abc import Sequence

from api.domain.merging import MergeNews, Pair, Told, part
from api.domain.ticket import Ticket, TicketStatus
from api.store import tickets
from api.store.claim_telling import owner_of
from api.store.database import Unit
from api.store.merged import directly_merged
from api.store.notices import tell_person
from api.store.rule_assigning import SERVICE, TO_DECIDE, give_by_rule
from api.store.supporting import tell_supporters
from bot.dialogue.turn_json import turn_json
from bot.merge_notices import merge_turn

WITHDRAWN = "那份工单由上报人撤回了。"  # why, in the history, for staff


def record_merger(unit: Unit, before: Pair, after: Pair) -> None:
    """Write both tickets, and tell the people of both that one goes on as the other.

    Raises:
        Outdated: somebody changed one of them since ``before`` was read.
    """
    _save(unit, _steps(before, after))
    _tell_both(unit, after, Told.GOES_ON, Told.CAME)


def record_parting(unit: Unit, before: Pair, after: Pair) -> None:
    """Write both tickets, and tell the people of both that each is on its own again.

    Raises:
        Outdated: somebody changed one of them since ``before`` was read.
    """
    _save(unit, _steps(before, after))
    _let_go_on(unit, after.ticket)
    _tell_both(unit, after, Told.ALONE, Told.LEFT)


def withdraw(unit: Unit, ticket: Ticket, *, actor: str, reason: str) -> Ticket:
    """Take a ticket back. What others reported and was merged into it stays, each on its own again
    and told so: one person cannot take back the need of another.

    Raises:
        WrongMove: too late to take it back.
        Outdated: somebody changed one of the tickets meanwhile.
    """
    after, steps = ticket, []
    for number in directly_merged(unit, ticket.number):
        merged = tickets.load(unit, number)
        pair = part(merged, after, actor=SERVICE, at=unit.now, reason=WITHDRAWN)
        after = pair.kept
        steps.append((merged, pair.ticket))
    after = after.moved(TicketStatus.WITHDRAWN, actor=actor, at=unit.now, reason=reason)
    _save(unit, ((ticket, after), *steps))
    for _, parted in steps:
        _let_go_on(unit, parted)
        _tell_side(unit, Told.ALONE, parted, ticket.number)
    return after


def _steps(before: Pair, after: Pair) -> tuple[tuple[Ticket, Ticket], ...]:
    return (before.ticket, after.ticket), (before.kept, after.kept)


def _save(unit: Unit, steps: Sequence[tuple[Ticket, Ticket]]) -> None:
    """The lowest number first: two people at the same tickets then never wait for each other."""
    for before, after in sorted(steps, key=lambda step: step[0].number):
        tickets.save(unit, before, after)


def _let_go_on(unit: Unit, parted: Ticket) -> None:
    """One that waits for a decision again, and is nobody's, goes to whom the rules name."""
    if parted.status in TO_DECIDE:
        give_by_rule(unit, parted)


def _tell_both(unit: Unit, pair: Pair, of_ticket: Told, of_kept: Told) -> None:
    ticket, kept = pair.ticket, pair.kept
    owner, other = owner_of(unit, ticket.number), owner_of(unit, kept.number)
    _tell_side(unit, of_ticket, ticket, kept.number)
    if other is not None and other != owner:  # one person who reported twice is told once
        news = MergeNews(of_kept, kept, ticket.number)
        _send(unit, other, news)


def _tell_side(unit: Unit, told: Told, ticket: Ticket, other: int) -> None:
    """Whoever answers for the ticket that moved, and all who follow it."""
    owner = owner_of(unit, ticket.number)
    if owner is not None:
        _send(unit, owner, MergeNews(told, ticket, other))
    news = MergeNews(told, ticket, other, own=False)
    tell_supporters(unit, ticket, lambda: turn_json(merge_turn(news)), but=owner)


def _send(unit: Unit, person: str, news: MergeNews) -> None:
    tell_person(
        unit,
        person=person,
        turn=lambda: turn_json(merge_turn(news)),
        key=f"merger-{news.ticket.number}-{news.ticket.version}",
    )
