"""A second report while one is open: asked about first, begun beside it, or taken as the same."""

from dataclasses import replace

from bot import drafts, texts
from bot.dialogue.corrections import corrections
from bot.dialogue.draft import KEPT_AS_DRAFTS, holds_answers
from bot.dialogue.engine import Effect, advance
from bot.dialogue.events import Doubted
from bot.dialogue.flows.report import REPORT
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, pending, said
from bot.questions import is_question
from bot.understanding.intent import asks_policy
from bot.understanding.report import understand

_ASKED_NOW = ("place", "items")  # an answer to these names a place or things anyway


def open_report(exchange: Exchange) -> Frame | None:
    """The report in progress that no ticket belongs to yet, wherever it stands."""
    return next(
        (f for f in exchange.session.stack if f.flow == REPORT.name and f.ticket is None), None
    )


def asked_which(exchange: Exchange, frame: Frame, text: str) -> Turn:
    """Go on with ``frame``, or set it aside and begin anew? ``text`` is kept for either."""
    others = tuple(one for one in exchange.session.stack if one.nonce != frame.nonce)
    asked = advance(REPORT, frame, Doubted(Effect.ANOTHER)).frame
    exchange.session = replace(exchange.session, stack=(*others, asked), held=text or None)
    return said(pending(exchange), texts.LOOKS_LIKE_ANOTHER if text else "")


def is_another(exchange: Exchange, frame: Frame, text: str) -> bool:
    """Whether ``text`` clearly reports another need than ``frame``: things for another place."""
    here = frame.slots.get("place")
    known = (here.value or {}).get("code") if here else None
    if not known or frame.editing or frame.step in _ASKED_NOW or not holds_answers(frame):
        return False
    if is_question(text) or asks_policy(text) or corrections(REPORT, text, []).changes:
        return False
    need = understand(text, exchange.gazetteer, exchange.today).need
    there = need.place.code
    if not there or not need.items or not need.place.county:
        return False
    within = exchange.gazetteer.within
    return not within(there, known[:6]) and not within(known, there)


def set_aside(exchange: Exchange, frame: Frame) -> Turn:
    """暂存: ``frame`` waits as a draft, and what is below it goes on."""
    if frame.flow not in KEPT_AS_DRAFTS:
        return said(pending(exchange), texts.NOTHING_TO_SET_ASIDE)
    if not holds_answers(frame):
        return said(pending(exchange), texts.NOTHING_FILLED)
    if not drafts.has_room(exchange):
        return said(drafts.tidied(exchange), texts.DRAFTS_FULL)
    kept = drafts.shelved(exchange, frame)
    return said(_free(exchange), kept)


def _free(exchange: Exchange) -> Turn:
    turn = pending(exchange)
    if exchange.frame is not None:
        return said(turn, texts.GO_ON)
    return replace(turn, choices=(*drafts.button(exchange), *turn.choices))
