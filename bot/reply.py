"""One input to one turn, by its kind: a tap, a location, a file or a sentence."""

import re
from dataclasses import replace

from bot import telling, texts
from bot.albums import refused_file, with_album
from bot.applying.budget_sheet import budget_received, takes_budget
from bot.applying.buttons import about_application
from bot.batch.deciding import received
from bot.batch.offering import OURS, takes_sheet
from bot.batch.sheet_reading import is_sheet
from bot.claims.buttons import about_claim
from bot.commands import Command, command
from bot.dialogue.engine import EVIDENCE
from bot.dialogue.events import Attached
from bot.dialogue.flows.eligibility import ELIGIBILITY
from bot.dialogue.notes import only_these
from bot.dialogue.progress import can_change
from bot.dialogue.session import Frame
from bot.dialogue.turn import IncomingFile, Turn
from bot.draft_words import on_draft
from bot.exchange import Exchange, flow_of, pending, said
from bot.handover import named as post_named
from bot.invitations import asked as asked_to_post
from bot.invitations import bare_code, invitation_in, plain_answer
from bot.linking import code_in, linked
from bot.locating import located
from bot.market.objecting import said_of_a_need
from bot.market.searching import said_of_search
from bot.market.subscribing import said_of_subscriptions
from bot.organisations.buttons import member_named, offer_named
from bot.organisations.suiting import suiting_after_search, suiting_asked
from bot.overlap_words import chosen_by_words
from bot.reporting import run
from bot.returned import let_go
from bot.speech import spoken
from bot.taps import tapped
from bot.ticket_words import about_ticket
from bot.tickets import withdrawn
from bot.wishes import wished, wished_after_all
from bot.with_staff import told
from bot.work.words import about_work

LONGEST = 4_000  # characters read at once; the longest real report seen has about 1,200
_WITHDRAWN_BY = frozenset({Command.YES, Command.RIGHT, Command.WITHDRAW})
_WORDS = re.compile(r"[^\W_]")
_OF_MARKET = (said_of_subscriptions, said_of_a_need)
_OF_CLAIMS = (about_work, about_claim)  # before a search, which takes C12 for a word to look for
_READINGS = (
    suiting_after_search,
    said_of_search,
    chosen_by_words,
    about_ticket,
    about_application,
    on_draft,
    post_named,
    member_named,
    offer_named,
)


def reply(exchange: Exchange) -> Turn:
    """What to say to the input of ``exchange``; the session in it is changed on the way."""
    chat = exchange.tx.staff.current()
    if chat is not None:
        return told(exchange, chat)
    before = exchange.frame
    gone = let_go(exchange)
    if gone and exchange.frame is not before:  # what was said now was said to that run
        return said(pending(exchange), *gone)
    return said(_awaited(exchange) or _anything(exchange), *gone)


def _awaited(exchange: Exchange) -> Turn | None:
    """The turn for what a question of before waits for; ``None`` for all else."""
    inbound = exchange.inbound
    doubtful, meant = exchange.session.withdrawing, exchange.session.yes_means
    exchange.session = replace(exchange.session, withdrawing=None, yes_means="")
    if doubtful is not None and inbound.text and command(inbound.text) in _WITHDRAWN_BY:
        return withdrawn(exchange, doubtful)
    if meant and inbound.text and (code := plain_answer(inbound.text, meant)):
        return tapped(exchange, code)
    awaited = telling.told(exchange)
    return wished_after_all(exchange, awaited) if isinstance(awaited, str) else awaited


def _anything(exchange: Exchange) -> Turn:
    inbound = exchange.inbound
    if inbound.choice is not None:
        return tapped(exchange, inbound.choice)
    if inbound.location is not None:
        return located(exchange, inbound.location)
    if inbound.file is not None:
        return _file(exchange, inbound.file)
    return _text(exchange, (inbound.text or "").strip())


def _file(exchange: Exchange, file: IncomingFile) -> Turn:
    if file.refused is not None:
        return refused_file(exchange, file.refused)
    frame = exchange.frame
    if frame is not None and takes_budget(frame, file):
        return budget_received(exchange, frame)
    if takes_sheet(frame, file):
        return received(exchange)
    if frame is None or not _takes_files(frame):
        asked = pending(exchange, again=frame is not None)
        return refused_file(exchange, _not_kept(frame), asked)
    if not can_change(flow_of(frame), frame, EVIDENCE):
        return refused_file(exchange, only_these(frame.only))
    kept = exchange.tx.keep_file(file.name, file.content)
    turn = with_album(exchange, run(exchange, frame, Attached(kept)))
    is_misplaced = frame.step != EVIDENCE and is_sheet(file.name, file.content)
    return said(turn, texts.SHEET_NOT_NOW) if is_misplaced else turn


def _takes_files(frame: Frame) -> bool:
    """Whether photographs and documents belong to what is filled in."""
    return any(step.slot == EVIDENCE for step in flow_of(frame).steps)


def _not_kept(frame: Frame | None) -> str:
    """Why a photo or document is not kept now."""
    if frame is None:
        return texts.FILE_UNASKED
    if frame.flow == ELIGIBILITY.name:
        return texts.ELIGIBILITY_NO_FILES
    if frame.flow in OURS:
        return flow_of(frame).step(frame.step).example
    if flow_of(frame).own_card:
        return texts.FILE_UNASKED
    return texts.FILE_BEFORE_CONSENT


def _text(exchange: Exchange, text: str) -> Turn:
    unreadable = _unreadable(text)
    if unreadable:
        return said(pending(exchange), unreadable)
    for reading in (_code, *_OF_MARKET, *_OF_CLAIMS, *_READINGS):
        about = reading(exchange, text)
        if about is not None:
            return about
    frame = exchange.frame
    if frame is not None:
        return spoken(exchange, frame, text)
    return suiting_asked(exchange, text) or wished(exchange, text)


def _code(exchange: Exchange, text: str) -> Turn | None:
    """A code that stands for a person or a post, said alone; in a form it may be an answer."""
    code = code_in(text)
    if code is not None:
        return linked(exchange, code)
    invitation = invitation_in(text)
    if invitation is None and exchange.frame is None:
        invitation = bare_code(text)
    return None if invitation is None else asked_to_post(exchange, invitation)


def _unreadable(text: str) -> str:
    if not text:
        return texts.EMPTY
    if len(text) > LONGEST:
        return texts.TOO_LONG.format(length=len(text), limit=LONGEST)
    return "" if _WORDS.search(text) else texts.ONLY_SYMBOLS
