"""Turns about a claim that nobody asked for: it was confirmed, declined, freed, or is offered."""

from api.clock import SHANGHAI
from api.domain.claim import ClaimState
from bot import texts
from bot.claim_ports import ClaimSeen
from bot.claims.amounts import amounts_shown
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn


def claimant_turn(seen: ClaimSeen, note: str = "") -> Turn:
    """What the claimant is told of the state their claim has now."""
    sentence = _said(texts.CLAIM_TOLD[seen.claim.state.value], seen, note)
    return Turn((Message(sentence),), (see_claim(seen),))


def owner_turn(seen: ClaimSeen, note: str = "") -> Turn:
    """What whoever answers for the need is told."""
    sentence = _said(texts.CLAIM_TOLD_OWNER[seen.claim.state.value], seen, note)
    ticket = Choice(DeskButton("ticket", str(seen.claim.ticket)).code, texts.SEE_TICKET)
    return Turn((Message(sentence),), (ticket,))


def invited_turn(seen: ClaimSeen, note: str = "") -> Turn:
    """What an organisation is told that is asked to join a claim or to take it over."""
    told = texts.CLAIM_INVITED if seen.claim.takes_over is None else texts.CLAIM_OFFERED
    number = str(seen.claim.number)
    choices = (
        Choice(DeskButton("joinclaim", number).code, texts.JOIN_CLAIM),
        Choice(DeskButton("noclaim", number).code, texts.DECLINE_CLAIM),
    )
    return Turn((Message(_said(told, seen, note)),), choices)


def answered_turn(seen: ClaimSeen, other: str) -> Turn:
    """What whoever invited an organisation is told of its answer; ``other`` is their own claim."""
    joined = seen.claim.state is ClaimState.HELD
    told = texts.CLAIM_ANSWERED_YES if joined else texts.CLAIM_ANSWERED_NO
    sentence = told.format(
        organisation=seen.name,
        other=other,
        amounts=amounts_shown(seen.amounts),
        code=seen.claim.code,
    )
    return Turn((Message(sentence),))


def ending_turn(seen: ClaimSeen) -> Turn:
    """What the claimant is told a day before the hold ends."""
    return Turn((Message(_said(texts.CLAIM_ENDING, seen, "")),), (see_claim(seen),))


def see_claim(seen: ClaimSeen) -> Choice:
    """看认领, of one claim."""
    return Choice(DeskButton("myclaim", str(seen.claim.number)).code, texts.SEE_CLAIM)


def until(seen: ClaimSeen) -> str:
    """When the hold or the invitation ends, in Shanghai; empty when nothing does."""
    ends = seen.claim.expires_at
    return f"{ends.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if ends else ""


def _said(sentence: str, seen: ClaimSeen, note: str) -> str:
    said = sentence.format(
        code=seen.claim.code,
        number=seen.claim.ticket,
        title=seen.title,
        organisation=seen.name,
        amounts=amounts_shown(seen.amounts),
        until=until(seen),
        asked_by=seen.asked_by,
    )
    return "\n".join(filter(None, (said, texts.REASON.format(reason=note) if note else "")))


# The states whose beginning is told to each side; what comes after a claim is told with its own.
CLAIMANT_TOLD = frozenset(
    {
        ClaimState.HELD,
        ClaimState.CONFIRMED,
        ClaimState.DECLINED,
        ClaimState.WITHDRAWN,
        ClaimState.EXPIRED,
        ClaimState.HANDED_OVER,
    }
)
