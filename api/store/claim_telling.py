"""Who is told of a claim: those who act for its organisation, and whoever answers for the need."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import select

from api.domain.claim import Claim, ClaimState
from api.domain.claimable import of_need
from api.domain.membership import Role
from api.domain.public_need import PublicWords, public_need
from api.domain.ticket import Ticket
from api.store import claims, organisations
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.store.notices import tell_person
from api.store.publications import publications_of
from api.store.supporting import tell_supporters
from api.tables.organisations import organisation_members
from api.tables.posts import posts
from api.tables.tickets import tickets
from bot.claim_notices import (
    CLAIMANT_TOLD,
    answered_turn,
    claimant_turn,
    ending_turn,
    invited_turn,
    owner_turn,
)
from bot.claim_ports import ClaimSeen
from bot.dialogue.turn import Turn
from bot.dialogue.turn_json import turn_json
from bot.notices import supporter_turn

S = ClaimState
REMINDED = "提醒到期"  # in the history, for staff
_ANSWERS = frozenset({S.DECLINED, S.EXPIRED})
_OWNER_TOLD = frozenset({S.HELD, S.CONFIRMED, S.DECLINED, S.WITHDRAWN, S.EXPIRED})


def seen(unit: Unit, claim: Claim, ticket: Ticket | None = None) -> ClaimSeen:
    """The claim as its claimant sees it: of the need, what everybody may see."""
    found = ticket or ticket_rows.load(unit, claim.ticket)
    return ClaimSeen(
        claim=claim,
        name=organisations.load(unit, claim.organisation).name,
        title=public_title(unit, found),
        amounts=of_need(claim.parts, found.need),
        asked_by=_asked_by(unit, claim),
    )


def public_title(unit: Unit, ticket: Ticket) -> str:
    """What everybody reads the need is called."""
    written = publications_of(unit, (ticket.number,)).get(ticket.number)
    return public_need(ticket, written.words if written else PublicWords()).title


def tell(unit: Unit, claim: Claim, *, by: str, note: str = "", counted: bool = False) -> None:
    """Tell both sides of the state ``claim`` has now; whoever did it (``by``) knows already.

    ``counted``: a part of the need was kept for it before, so its end matters to the need.
    """
    told = seen(unit, claim)
    if claim.state is S.INVITED:
        _send(unit, claimants(unit, claim), partial(invited_turn, told, note), claim, by)
        return
    _tell_asker(unit, claim, told, by)
    if not (claim.counts or counted):  # an invitation ended: nothing was kept for it
        return
    if claim.state in CLAIMANT_TOLD:
        _send(unit, claimants(unit, claim), partial(claimant_turn, told, note), claim, by)
    if claim.state in _OWNER_TOLD:
        people = (owner,) if (owner := owner_of(unit, claim.ticket)) else ()
        _send(unit, people, partial(owner_turn, told, note), claim, by, side="owner")


def _tell_asker(unit: Unit, claim: Claim, told: ClaimSeen, by: str) -> None:
    """Whoever invited the organisation hears its answer; that of a hand-over moves their claim."""
    other = claim.lead or claim.takes_over
    accepted = claim.state is S.HELD and claim.lead is not None
    refused = claim.state in _ANSWERS and claim.person is None
    if other is None or not (accepted or refused):
        return
    asker = claims.load(unit, other)
    people = claimants(unit, asker)
    _send(unit, people, partial(answered_turn, told, asker.code), claim, by, side="asker")


def tell_joined(unit: Unit, ticket: Ticket) -> None:
    """Tell those who joined the ticket (一起反映) where it stands now."""

    def composed() -> dict[str, Any]:
        return turn_json(supporter_turn(ticket))

    tell_supporters(unit, ticket, composed, but=owner_of(unit, ticket.number))


def remind(unit: Unit, claim: Claim) -> bool:
    """Tell the claimant, once, that the hold ends; whether that was still to be done."""
    if claim.reminded:
        return False
    after = claim.told_of_end()
    claims.save(unit, claim, after, actor=claims.SERVICE, note=REMINDED)
    _send(unit, claimants(unit, claim), partial(ending_turn, seen(unit, after)), after, "")
    return True


def claimants(unit: Unit, claim: Claim) -> tuple[str, ...]:
    """Who hears of a claim: who made it while they act for the organisation, else its owners."""
    rows = unit.connection.execute(
        select(organisation_members).where(
            organisation_members.c.organisation == claim.organisation
        )
    ).all()
    if any(row.person == claim.person for row in rows):
        return (claim.person,) if claim.person else ()
    return tuple(row.person for row in rows if row.role == Role.OWNER)


def owner_of(unit: Unit, ticket: int) -> str | None:
    """Who answers for a need: the holder of its post, else its reporter; ``None`` for a vacant
    post."""
    row = unit.connection.execute(
        select(tickets.c.reporter, tickets.c.post, posts.c.person)
        .outerjoin(posts, tickets.c.post == posts.c.id)
        .where(tickets.c.number == ticket)
    ).one()
    holder: str | None = row.reporter if row.post is None else row.person
    return holder


def _asked_by(unit: Unit, claim: Claim) -> str:
    other = claim.lead or claim.takes_over
    if other is None:
        return ""
    return organisations.load(unit, claims.load(unit, other).organisation).name


def _send(
    unit: Unit,
    people: tuple[str, ...],
    turn: Callable[[], Turn],
    claim: Claim,
    by: str,
    *,
    side: str = "claimant",
) -> None:
    def composed() -> dict[str, Any]:
        return turn_json(turn())

    for person in people:
        if person != by:
            key = f"claim-{claim.number}-{claim.version}-{side}-{person}"
            tell_person(unit, person=person, turn=composed, key=key)
