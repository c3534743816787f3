"""A sentence typed while a flow is in progress: a button's words, a command, or an answer."""

from collections.abc import Callable
from functools import partial

from bot import texts
from bot.commands import EVENTS, Command, command
from bot.dialogue.events import Answered, Resolved
from bot.dialogue.flows.consent import AGREE, CONSENT, DECLINE
from bot.dialogue.flows.report import REPORT
from bot.dialogue.prompt import prompt
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, flow_of, pending, said
from bot.hearing import Heard, heard
from bot.opening import hold
from bot.policy import answered, unserved
from bot.reporting import cancelling, run
from bot.taps import helped, tapped, typed
from bot.tickets import listed
from bot.understanding.intent import Intent, intent_of
from bot.wishes import COMMANDS

# What may be wished for in the middle of a flow by a sentence that answers nothing asked.
_WISHES: dict[Intent, Callable[[Exchange, str], Turn]] = {
    Intent.ASK: answered,
    Intent.ELIGIBILITY: answered,
    Intent.HUMAN: partial(unserved, wish="human"),
    Intent.SEARCH_NEEDS: partial(unserved, wish="search_needs"),
    Intent.CLAIM: partial(unserved, wish="claim"),
    Intent.MY_TICKETS: lambda exchange, _: listed(exchange),
    Intent.HELP: lambda exchange, _: helped(exchange),
    Intent.CANCEL: lambda exchange, _: cancelling(exchange),
}
_CHOSEN = frozenset(step.slot for step in REPORT.steps if step.choices)


def spoken(exchange: Exchange, frame: Frame, text: str) -> Turn:
    """The turn for ``text`` said to ``frame``, the flow in progress."""
    code = typed(prompt(flow_of(frame), frame).choices, text)
    if code is not None:
        return tapped(exchange, code)
    asked = command(text)
    if asked is not None:
        return _commanded(exchange, frame, asked, text)
    if frame.flow == CONSENT.name:
        return _before_consent(exchange, text)
    return _told(exchange, frame, text)


def _told(exchange: Exchange, frame: Frame, text: str) -> Turn:
    meant = heard(exchange, frame, text)
    if meant.question:
        return answered(exchange, text)
    wish = _WISHES.get(intent_of(text)) if meant.lost else None
    return wish(exchange, text) if wish else _taken(exchange, frame, meant)


def _taken(exchange: Exchange, frame: Frame, meant: Heard) -> Turn:
    if not meant.events:
        return said(pending(exchange, again=True), *meant.notes)
    return said(run(exchange, frame, *meant.events), *meant.notes)


def _commanded(exchange: Exchange, frame: Frame, asked: Command, text: str) -> Turn:
    resolved = _resolution(frame, asked)
    if resolved is not None:
        return run(exchange, frame, Resolved(resolved))
    if asked in (Command.YES, Command.NO):
        return _yes_or_no(exchange, frame, text, yes=asked is Command.YES)
    if asked is Command.NOTHING and frame.step in _CHOSEN:
        meant = heard(exchange, frame, text)  # 没有 may be the answer: 财政没有覆盖
        if meant.events:
            return _taken(exchange, frame, meant)
    if asked in EVENTS:
        return run(exchange, frame, EVENTS[asked])
    if asked in (Command.START, Command.GO_ON):
        return said(pending(exchange), texts.GO_ON)
    return COMMANDS[asked](exchange)


def _resolution(frame: Frame, asked: Command) -> bool | None:
    """What a word answers to 确定取消吗; saying 取消 once more is a yes. ``None``: not asked."""
    if frame.doubt is None:
        return None
    if asked is Command.YES or asked.value == frame.doubt:
        return True
    return False if asked in (Command.NO, Command.GO_ON) else None


def _yes_or_no(exchange: Exchange, frame: Frame, text: str, *, yes: bool) -> Turn:
    if frame.flow == CONSENT.name:
        return run(exchange, frame, Answered("consent", AGREE if yes else DECLINE))
    return _told(exchange, frame, text)


def _before_consent(exchange: Exchange, text: str) -> Turn:
    """Nothing is taken into a report before consent, and nothing typed is lost."""
    if intent_of(text) in (Intent.ASK, Intent.ELIGIBILITY):
        return answered(exchange, text)
    hold(exchange, text)
    return said(pending(exchange, again=True), texts.HELD)
