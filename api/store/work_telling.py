"""Who is told of work on a claim: those who act for its organisation, and the Post's holder."""

from collections.abc import Callable
from functools import partial
from typing import Any

from api.domain.agreement import AgreementState
from api.domain.claim import Claim
from api.domain.evaluation import Side
from api.domain.public_need import public_need
from api.domain.ticket import Ticket
from api.store import agreements, claims, evaluations, milestones, organisations, tickets
from api.store.claim_telling import claimants, owner_of
from api.store.database import Unit
from api.store.notices import tell_person
from bot.dialogue.turn import Turn
from bot.dialogue.turn_json import turn_json
from bot.notices import notice_turn
from bot.work_ports import WorkSeen

# Of a draft, and of what another version replaced, the claimant sees nothing.
_HIDDEN = frozenset({AgreementState.DRAFTED, AgreementState.SUPERSEDED})
Word = Callable[[WorkSeen], Turn]


def seen(unit: Unit, claim: Claim) -> WorkSeen:
    """The claim as its claimant sees it."""
    versions = agreements.versions_of(unit, claim.number)
    return WorkSeen(
        claim=claim.number,
        ticket=claim.ticket,
        state=claim.state,
        name=organisations.load(unit, claim.organisation).name,
        title=public_need(tickets.load(unit, claim.ticket)).title,
        agreement=next((one for one in versions if one.state not in _HIDDEN), None),
        milestones=milestones.of_claim(unit, claim.number),
        reports=len(milestones.reports_of(unit, claim.number)),
        evaluated=any(
            one.side is Side.CLAIMANT for one in evaluations.of_claim(unit, claim.number)
        ),
    )


def tell_claimants(unit: Unit, number: int, word: Word, what: str) -> None:
    """Tell those who act for the organisation of a claim; ``what`` names the notice, once."""
    claim = claims.load(unit, number)
    told = seen(unit, claim)
    for person in claimants(unit, claim):
        _send(unit, person, partial(word, told), f"work-{number}-{what}-{person}")


def tell_owner(unit: Unit, number: int, word: Word, what: str) -> None:
    """Tell whoever answers for the need of a claim."""
    claim = claims.load(unit, number)
    owner = owner_of(unit, claim.ticket)
    if owner is not None:
        told = seen(unit, claim)
        _send(unit, owner, partial(word, told), f"work-{number}-{what}-owner")


def tell_owner_of_ticket(unit: Unit, ticket: Ticket) -> None:
    """Tell whoever answers for the ticket of its latest move, as the desk does."""
    owner = owner_of(unit, ticket.number)
    if owner is not None:
        key = f"ticket-{ticket.number}-{ticket.version}"
        _send(unit, owner, partial(notice_turn, ticket), key)


def _send(unit: Unit, person: str, turn: Callable[[], Turn], key: str) -> None:
    def composed() -> dict[str, Any]:
        return turn_json(turn())

    tell_person(unit, person=person, turn=composed, key=key)
