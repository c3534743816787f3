"""A sentence typed while a flow is in progress: a button's words, a command, or an answer."""

import re
from collections.abc import Callable

from bot import facts, texts
from bot.about import is_acknowledgement, is_upset, sentence_about, topic_of
from bot.another import asked_which, is_another
from bot.batch.offering import OURS
from bot.batch.speaking import beside_sheet
from bot.claims import buttons as claiming
from bot.claims.speaking import beside_claim
from bot.commands import Command, command, plain
from bot.delivery import sayable
from bot.dialogue.divisions import named
from bot.dialogue.events import (
    Answered,
    Changing,
    Doubted,
    Event,
    Kept,
    Resolved,
    SetAside,
    Skipped,
    Submitted,
    WentBack,
)
from bot.dialogue.flow import CONFIRM, FIELD
from bot.dialogue.flows.claim import OURS as CLAIMING
from bot.dialogue.flows.consent import AGREE, CONSENT, DECLINE
from bot.dialogue.flows.eligibility import ELIGIBILITY
from bot.dialogue.flows.report import REPORT
from bot.dialogue.progress import is_partial, unproposed
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.dialogue.wording import worded
from bot.eligibility.speaking import typed as eligibility
from bot.exchange import Exchange, flow_of, pending, said
from bot.hearing import Heard, heard
from bot.market.searching import searched
from bot.opening import hold
from bot.organisations.reading import READ_STRICTLY
from bot.picking import event_of, stepped_back
from bot.policy import answered, unserved
from bot.questions import is_question
from bot.rating import VERDICTS, may_rate
from bot.reporting import cancelling, run
from bot.taps import helped, tapped, typed
from bot.tickets import listed
from bot.understanding.intent import Intent, intent_of
from bot.wishes import COMMANDS
from bot.with_staff import wished_for
from knowledge.normalise import normalise

# What may be wished for in the middle of a flow by a sentence that answers nothing asked.
_WISHES: dict[Intent, Callable[[Exchange, str], Turn]] = {
    Intent.HUMAN: wished_for,
    Intent.SEARCH_NEEDS: searched,
    Intent.CLAIM: claiming.wished,
    Intent.MY_TICKETS: lambda exchange, _: listed(exchange),
    Intent.HELP: lambda exchange, _: helped(exchange),
    Intent.CANCEL: lambda exchange, _: cancelling(exchange),
    Intent.CHITCHAT: lambda exchange, _: pending(exchange, again=True),
}
# Flows that are spoken to in their own way.
_APART: dict[str, Callable[[Exchange, Frame, str], Turn]] = {
    ELIGIBILITY.name: eligibility,
    **dict.fromkeys(OURS, beside_sheet),
    **dict.fromkeys(CLAIMING, beside_claim),
}
_CHOSEN = frozenset(step.slot for step in REPORT.steps if step.choices)
_MAY_BE_NONE = frozenset({"description", "evidence"})  # asked so that 不用 means: nothing to add
# What a word does to the flow in progress.
_EVENTS: dict[Command, Event] = {
    Command.BACK: WentBack(),
    Command.SKIP: Skipped(),
    Command.NOTHING: Skipped(),
    Command.DONE: Kept(),
    Command.EDIT: Changing(None),
    Command.SUBMIT: Submitted(),
    Command.CANCEL: Doubted("cancel"),
    Command.RESTART: Doubted("restart"),
    Command.SET_ASIDE: SetAside(),
}
_YES = frozenset({Command.YES, Command.RIGHT})
_NO = frozenset({Command.NO, Command.EDIT})
_YES_OR_NO = _YES | {Command.NO}
_MAY_ANSWER = _YES_OR_NO | {Command.NOTHING}
# What is only told, by the name of its text, and the question asked again.
_PENDING = {Command.START: "GO_ON", Command.GO_ON: "GO_ON", Command.LATER: "LATER"}
_ORDINAL = re.compile("第?[0-9]{1,2}个?")
_WORTH_HOLDING = 6  # characters; in fewer nobody reports


def spoken(exchange: Exchange, frame: Frame, text: str) -> Turn:
    """The turn for ``text`` said to ``frame``, the flow in progress."""
    code = typed(pending(exchange).choices, text)
    if code is not None:
        return tapped(exchange, code)
    if frame.walk is not None and (there := _walked(exchange, frame, text)):
        return run(exchange, frame, there)
    if len(frame.offered) > 1 and _ORDINAL.fullmatch(plain(text)):
        return said(pending(exchange), texts.PICK_ONE)
    if frame.flow in _APART:
        return _APART[frame.flow](exchange, frame, text)
    asked = command(text)
    if asked in VERDICTS and not may_rate(exchange):
        asked = None  # of something else, then
    if not sayable(exchange, asked):
        asked = None
    if asked is not None:
        return _commanded(exchange, frame, asked, text)
    return _sentence(exchange, frame, text)


def _walked(exchange: Exchange, frame: Frame, text: str) -> Event | None:
    """Among the divisions: the name of one within the one shown, or a step back."""
    if command(text) is Command.BACK:
        return stepped_back(exchange.gazetteer, frame)
    code = named(exchange.gazetteer, frame.walk or "", normalise(text.strip()).text)
    return event_of(exchange.gazetteer, frame, "into", code) if code else None


def _sentence(exchange: Exchange, frame: Frame, text: str) -> Turn:
    topic = topic_of(text, frame)
    if topic is not None:
        return said(pending(exchange, again=True), sentence_about(exchange, topic))
    if len(frame.offered) == 1:
        # Whoever goes on did not mean the change: what is said now is said to the question before.
        frame = unproposed(flow_of(frame), frame)
        exchange.put(frame)
    if is_upset(text):
        return unserved(exchange, text, wish="upset")
    if facts.given(exchange, frame, text):
        return answered(exchange, text)
    if frame.flow == CONSENT.name:
        return _before_consent(exchange, text)
    return _told(exchange, frame, text)


def _told(exchange: Exchange, frame: Frame, text: str) -> Turn:
    only_polite = intent_of(text) is Intent.CHITCHAT and frame.step not in READ_STRICTLY
    if only_polite and frame.step not in _CHOSEN:
        return pending(exchange, again=True)
    if is_another(exchange, frame, text):
        return asked_which(exchange, frame, text)
    meant = heard(exchange, frame, text)
    wish = _WISHES.get(intent_of(text)) if meant.lost or meant.question else None
    if wish is not None and (only_polite or intent_of(text) is not Intent.CHITCHAT):
        return wish(exchange, text)
    if meant.question:
        return answered(exchange, text)
    if meant.lost and frame.doubt is not None:
        return pending(exchange)
    return _taken(exchange, frame, meant)


def _taken(exchange: Exchange, frame: Frame, meant: Heard) -> Turn:
    if not meant.events:
        return said(pending(exchange, again=True), *meant.notes)
    return said(run(exchange, frame, *meant.events), *meant.notes)


def _commanded(exchange: Exchange, frame: Frame, asked: Command, text: str) -> Turn:
    event = (
        _resolution(frame, asked)
        or _choice(frame, asked)
        or _consent(frame, asked)
        or _plainly(frame, asked)
    )
    if event is not None:
        return run(exchange, frame, event)
    if asked in _MAY_ANSWER and frame.step in _CHOSEN:
        meant = heard(exchange, frame, text)  # 没有 may be the answer: 财政没有覆盖
        if meant.events:
            return _taken(exchange, frame, meant)
    return _obeyed(exchange, frame, asked)


def _obeyed(exchange: Exchange, frame: Frame, asked: Command) -> Turn:
    if asked in _YES_OR_NO:
        return _yes_or_no(exchange, frame, asked)
    if asked is Command.WITHDRAW:
        return cancelling(exchange)
    if asked in _EVENTS:
        return run(exchange, frame, _EVENTS[asked])
    if asked in _PENDING:
        return said(
            pending(exchange, again=asked is Command.LATER), getattr(texts, _PENDING[asked])
        )
    return COMMANDS[asked](exchange)


def _resolution(frame: Frame, asked: Command) -> Event | None:
    """What a word answers to 确定取消吗; saying 取消 once more is a yes. ``None``: not asked."""
    if frame.doubt is None:
        return None
    if asked in _YES or asked.value == frame.doubt:
        return Resolved(True)
    return Resolved(False) if asked in _NO | {Command.GO_ON} else None


def _consent(frame: Frame, asked: Command) -> Event | None:
    if frame.flow != CONSENT.name or asked not in _YES_OR_NO:
        return None
    return Answered("consent", AGREE if asked in _YES else DECLINE)


def _plainly(frame: Frame, asked: Command) -> Event | None:
    """A yes or no to a question that takes nothing else."""
    step = next((s for s in flow_of(frame).steps if s.slot == frame.step), None)
    if step is None or asked not in _MAY_ANSWER:
        return None
    takes = any(isinstance(value, bool) for value in step.values.values())
    return Answered(frame.step, asked in _YES) if takes else None


def _choice(frame: Frame, asked: Command) -> Event | None:
    """What a word answers to the one candidate that was offered (是木戛乡吗)."""
    if len(frame.offered) != 1 or asked not in _YES | _NO:
        return None
    if asked in _YES:
        return Answered(frame.step, frame.offered[0].value)
    kept = frame.slots.get(frame.step)
    return Kept() if kept and kept.value is not None else Changing(frame.step)


def _yes_or_no(exchange: Exchange, frame: Frame, asked: Command) -> Turn:
    """A yes or no where neither is an answer."""
    if frame.step == CONFIRM:
        if asked is Command.YES:
            return said(pending(exchange, again=True), texts.TO_SUBMIT)
        return run(exchange, frame, Submitted() if asked in _YES else Changing(None))
    if asked is Command.NO and frame.step in _MAY_BE_NONE:
        return run(exchange, frame, Skipped())
    kept = None if frame.step == FIELD else frame.slots.get(frame.step)
    if asked in _YES and kept and kept.value is not None and not is_partial(frame, frame.step):
        return run(exchange, frame, Kept())
    return pending(exchange, again=True)


def _before_consent(exchange: Exchange, text: str) -> Turn:
    """Nothing is taken into a report before consent, and nothing typed is lost."""
    wish = intent_of(text)
    if wish in (Intent.ASK, Intent.ELIGIBILITY) or is_question(text):
        return answered(exchange, text)
    if wish is not Intent.REPORT and (len(text) < _WORTH_HOLDING or is_acknowledgement(text)):
        return said(pending(exchange, again=True), worded(CONSENT, CONSENT.steps[0]).example)
    hold(exchange, text)
    return said(pending(exchange, again=True), texts.HELD)
