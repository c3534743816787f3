"""What happens when a run of claiming ends: held, withdrawn, or another organisation asked."""

from collections.abc import Callable
from dataclasses import replace

from api.domain.errors import Invalid, NotAllowed, NotFound, WrongMove
from bot import texts
from bot.claim_notices import claimant_turn
from bot.claims import runs
from bot.claims.beginning import forget
from bot.dialogue.buttons import DeskButton
from bot.dialogue.flows.claim import CLAIM, CLAIM_ASK, CLAIM_END, NEED
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice, Message, Turn
from bot.dialogue.wording import worded
from bot.exchange import Exchange, pending, said
from bot.onward import onward


def decided(exchange: Exchange, frame: Frame) -> Turn:
    """Do what the run was for."""
    return _DECISIONS[frame.flow](exchange, frame)


def _held(exchange: Exchange, frame: Frame) -> Turn:
    """Claimed; of less than was wanted if somebody was faster, it is said what is still open."""
    organisation = frame.slots["claimant"].value
    if shut_out := exchange.tx.claims.refusal(organisation):
        forget(exchange)
        return said(pending(exchange), shut_out)
    need, parts = runs.need_in(frame), runs.part_in(frame)
    lead = frame.slots.get(runs.LEAD)
    try:
        if lead is not None:
            seen = exchange.tx.claims.join(lead.value, parts)
        else:
            key = f"claim:{frame.nonce}"
            seen = exchange.tx.claims.make(need.number, organisation, parts, key)
    except Invalid as refusal:
        return _again(exchange, frame, refusal.message)
    except (NotAllowed, NotFound, WrongMove) as refusal:
        forget(exchange)
        return said(pending(exchange), refusal.message)
    forget(exchange)
    turn = onward(exchange, *claimant_turn(seen).messages)
    number = str(seen.claim.number)
    choices = [Choice(DeskButton("myclaim", number).code, texts.SEE_CLAIM)]
    if seen.claim.lead is None and exchange.tx.claims.progress(need.number).open:
        choices.append(Choice(DeskButton("askjoin", number).code, texts.ASK_TO_JOIN))
    return replace(turn, choices=(*choices, *turn.choices))


def _again(exchange: Exchange, frame: Frame, sentence: str) -> Turn:
    """How much is asked once more, with what is open now."""
    need = exchange.tx.claims.need(runs.need_in(frame).number)
    slots = {name: slot for name, slot in frame.slots.items() if name not in ("part", "sure")}
    slots[NEED] = runs.need_slot(need)
    history = tuple(step for step in frame.history if step not in ("part", "sure"))
    exchange.put(replace(frame, slots=slots, step="part", history=history))
    return said(pending(exchange), sentence)


def _withdrawn(exchange: Exchange, frame: Frame) -> Turn:
    reason = frame.slots["claim_reason"].value
    step = worded(CLAIM_END, CLAIM_END.step("claim_reason"))
    said_why = {choice.code: choice.label for choice in step.choices}.get(reason, reason)
    forget(exchange)
    try:
        seen = exchange.tx.claims.withdraw(frame.slots[runs.CLAIM_NUMBER].value, said_why)
    except (NotFound, WrongMove) as refusal:
        return said(pending(exchange), refusal.message)
    return onward(exchange, *claimant_turn(seen).messages)


def _asked(exchange: Exchange, frame: Frame) -> Turn:
    partner = frame.slots["partner"].value
    hands_over = bool(frame.slots[runs.HANDS_OVER].value)
    number = frame.slots[runs.CLAIM_NUMBER].value
    try:
        exchange.tx.claims.invite(number, partner["key"], hands_over=hands_over)
    except Invalid as refusal:  # another one can still be named
        slots = {name: slot for name, slot in frame.slots.items() if name != "partner"}
        exchange.put(replace(frame, slots=slots, step="partner", history=()))
        return said(pending(exchange, again=True), refusal.message)
    except (NotFound, WrongMove) as refusal:
        forget(exchange)
        return said(pending(exchange), refusal.message)
    forget(exchange)
    told = texts.CLAIM_OFFER_SENT if hands_over else texts.CLAIM_INVITATION_SENT
    return onward(exchange, Message(told.format(organisation=partner["name"], code=f"C{number}")))


_DECISIONS: dict[str, Callable[[Exchange, Frame], Turn]] = {
    CLAIM.name: _held,
    CLAIM_END.name: _withdrawn,
    CLAIM_ASK.name: _asked,
}
