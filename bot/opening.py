"""How a report begins: consent first, then what the first free text already says."""

from dataclasses import replace

from bot import texts
from bot.another import asked_which, open_report
from bot.dialogue.draft import holds_answers
from bot.dialogue.engine import advance
from bot.dialogue.flows.consent import CONSENT
from bot.dialogue.flows.report import REPORT
from bot.dialogue.progress import begin, open_slots
from bot.dialogue.prompt import prefilled
from bot.dialogue.turn import Turn
from bot.dialogue.values import labels
from bot.drafts import shelved
from bot.exchange import Exchange, pending, said
from bot.first_text import FirstText, read_first
from bot.proposals import verified, wanted
from bot.understanding.readers import ReadingContext


def start(exchange: Exchange, text: str = "") -> Turn:
    """Begin a report, with the free ``text`` it was begun with if any; consent comes first."""
    begun = open_report(exchange)
    if begun is not None and holds_answers(begun):
        return asked_which(exchange, begun, text)
    if begun is not None:
        shelved(exchange, begun)  # nothing was said in it yet
    if exchange.session.consented:
        return begin_report(exchange, text)
    hold(exchange, text)
    if exchange.frame is None or exchange.frame.flow != CONSENT.name:
        exchange.push(begin(CONSENT, exchange.nonce()))
    told = texts.MODEL_READS if exchange.proposer is not None else ""
    return said(pending(exchange), texts.HELD if exchange.session.held else "", told)


def hold(exchange: Exchange, text: str) -> None:
    """Keep what was typed before consent, to be used once consent is given."""
    if not text:
        return
    before = exchange.session.held
    held = f"{before.rstrip('。')}。\n{text}" if before else text
    exchange.session = replace(exchange.session, held=held)


def _with_proposals(exchange: Exchange, text: str, first: FirstText) -> FirstText:
    """What a language model found of the slots left open, as far as the grammar reads it."""
    slots = wanted(text, first.slots)
    if exchange.proposer is None or not slots or first.unclear is not None:
        return first
    proposals = exchange.proposer.propose(text, slots)
    context = ReadingContext(exchange.gazetteer, exchange.today)
    found = verified(text, proposals, slots, context)
    if not found:
        return first
    told = texts.FOUND_BY_MODEL.format(labels=labels(tuple(found)))
    return replace(first, slots={**first.slots, **found}, warnings=(*first.warnings, told))


def begin_report(exchange: Exchange, text: str) -> Turn:
    """A new run of the report; what ``text`` says is shown once and not asked again."""
    if not text:
        exchange.push(begin(REPORT, exchange.nonce()))
        return pending(exchange)
    first = _with_proposals(exchange, text, read_first(text, exchange.gazetteer, exchange.today))
    frame = begin(REPORT, exchange.nonce(), slots=first.slots)
    waiting = open_slots(REPORT, frame)
    if first.unclear is not None:
        frame = replace(advance(REPORT, frame, first.unclear).frame, editing=False)
    exchange.push(frame)
    after = pending(exchange)
    shown = prefilled(frame, waiting, first.warnings)
    if shown.card is None or not shown.card.rows:
        return said(after, *first.warnings)
    return replace(after, messages=(shown, *after.messages))
