"""What happens when a flow ends: submitted, answered, cancelled or begun again."""

from collections.abc import Callable
from dataclasses import replace

from bot import drafts, overlap, texts
from bot.another import set_aside
from bot.applying.ending import ended_application
from bot.batch.deciding import decided
from bot.batch.offering import OURS, forget_sheet
from bot.claims.deciding import decided as claim_decided
from bot.dialogue.draft import need_of, provenance_of, slots_of
from bot.dialogue.engine import Effect, advance
from bot.dialogue.flows.application import APPLICATION
from bot.dialogue.flows.claim import OURS as CLAIMING
from bot.dialogue.flows.consent import AGREE
from bot.dialogue.progress import begin
from bot.dialogue.session import Frame, Slot
from bot.dialogue.turn import Message, Turn
from bot.exchange import Exchange, flow_of, pending, said
from bot.hearing import heard
from bot.limits import Doing
from bot.onward import onward
from bot.opening import begin_report
from bot.organisations.ending import ended_own
from bot.returned import frame_for, my_ticket
from bot.slowing import too_many


def ended(exchange: Exchange, frame: Frame, effect: Effect) -> Turn:
    """Do what ``effect`` asks for ``frame``, the flow on top."""
    if frame.flow in CLAIMING and effect is Effect.FINISHED:
        return claim_decided(exchange, frame)
    if frame.flow == APPLICATION.name:
        return ended_application(exchange, frame, effect)
    if flow_of(frame).own_card:
        return ended_own(exchange, frame, effect)
    return _ENDINGS[effect](exchange, frame)


def _submit(exchange: Exchange, frame: Frame) -> Turn:
    need, provenance, key = need_of(frame), provenance_of(frame), f"submit:{frame.nonce}"
    seen_first = overlap.shown_first(exchange, frame, need)
    if seen_first is not None:
        return seen_first
    if frame.ticket is None:
        if refusal := too_many(exchange, Doing.REPORT):
            return said(pending(exchange, again=True), refusal)
        ticket = exchange.tx.submit(need, provenance, key)
        apart = overlap.noted_apart(exchange, frame, ticket.number)
        sentence = texts.SUBMITTED.format(number=ticket.number)
        sentence = f"{sentence}\n{apart}" if apart else sentence
        if not exchange.tx.posts.held():
            sentence = f"{sentence}\n{texts.REPORTER_UNKNOWN}"
    else:
        before = slots_of(my_ticket(exchange, frame.ticket).need)
        changed = _changed(frame, before)
        ticket = exchange.tx.resubmit(frame.ticket, need, provenance, changed, key)
        sentence = texts.RESUBMITTED if changed else texts.RESUBMITTED_UNCHANGED
        sentence = sentence.format(number=ticket.number)
    exchange.note_finished(frame.nonce, ticket.number)
    exchange.pop()
    return replace(onward(exchange, Message(sentence)), ticket=ticket.number)


def _join(exchange: Exchange, frame: Frame) -> Turn:
    """The report becomes part of a ticket that is there; none is opened."""
    number, sentence = overlap.joined(exchange, frame)
    exchange.note_finished(frame.nonce, number)
    exchange.pop()
    return onward(exchange, Message(sentence))


def _changed(frame: Frame, before: dict[str, Slot]) -> tuple[str, ...]:
    """The fields whose value is not that of the ticket any more."""
    return tuple(
        name
        for name, slot in frame.slots.items()
        if name in frame.only and slot.value != (before[name].value if name in before else None)
    )


def _finished(exchange: Exchange, frame: Frame) -> Turn:
    """The last answer of a flow without a card: consent, or what to do with a sheet."""
    return decided(exchange, frame) if frame.flow in OURS else _finish_consent(exchange, frame)


def _finish_consent(exchange: Exchange, frame: Frame) -> Turn:
    exchange.pop()
    held = _released(exchange)
    if frame.slots["consent"].value != AGREE:
        forget_sheet(exchange)
        return said(pending(exchange), texts.DECLINED)
    exchange.session = replace(exchange.session, consented=True)
    if not held and exchange.frame is not None and exchange.frame.flow in OURS:
        return said(pending(exchange), texts.CONSENTED)
    return said(begin_report(exchange, held), texts.CONSENTED)


def _cancel(exchange: Exchange, frame: Frame) -> Turn:
    exchange.pop()
    if frame.ticket is not None:
        return onward(exchange, Message(texts.CANCELLED_RETURN.format(number=frame.ticket)))
    exchange.session = replace(exchange.session, held=None)
    return onward(exchange, Message(texts.CANCELLED))


def _restart(exchange: Exchange, frame: Frame) -> Turn:
    if frame.ticket is None:
        exchange.put(begin(flow_of(frame), exchange.nonce()))
    else:
        exchange.put(frame_for(my_ticket(exchange, frame.ticket), exchange.nonce()))
    return said(pending(exchange), texts.RESTARTED)


def _another(exchange: Exchange, frame: Frame) -> Turn:
    """A new report beside ``frame``, begun with what was typed for it; a supplement stays open."""
    if frame.ticket is None and not drafts.has_room(exchange):
        exchange.put(replace(frame, doubt=Effect.ANOTHER))
        return said(drafts.tidied(exchange), texts.DRAFTS_FULL)
    text = _released(exchange)
    kept = drafts.shelved(exchange, frame) if frame.ticket is None else ""
    return said(begin_report(exchange, text), kept)


def _same(exchange: Exchange, frame: Frame) -> Turn:
    """What was typed belongs to the report in progress after all: it is taken as said to it."""
    text = _released(exchange)
    if not text:
        return pending(exchange)
    meant = heard(exchange, frame, text)
    notes = meant.notes
    for event in meant.events:
        outcome = advance(flow_of(frame), frame, event)
        frame, notes = outcome.frame, (*notes, *outcome.notes)
    exchange.put(frame)
    return said(pending(exchange), *notes)


def _released(exchange: Exchange) -> str:
    """What was held until the person had decided."""
    text = exchange.session.held or ""
    exchange.session = replace(exchange.session, held=None)
    return text


_ENDINGS: dict[Effect, Callable[[Exchange, Frame], Turn]] = {
    Effect.SUBMIT: _submit,
    Effect.FINISHED: _finished,
    Effect.JOIN: _join,
    Effect.CANCEL: _cancel,
    Effect.RESTART: _restart,
    Effect.SET_ASIDE: set_aside,
    Effect.ANOTHER: _another,
    Effect.SAME: _same,
}
