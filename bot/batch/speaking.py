"""What is typed while a sheet is waited for, or its rows are to be decided on."""

from bot import texts
from bot.batch.offering import offered
from bot.commands import Command, command
from bot.dialogue.events import Answered
from bot.dialogue.flows.batch import AGAIN, ROWS, STOP, SUBMIT
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.dialogue.wording import worded
from bot.exchange import Exchange, flow_of, pending, said
from bot.opening import start
from bot.policy import answered, unserved
from bot.questions import is_question
from bot.reporting import run
from bot.understanding.intent import Intent, asks_policy, intent_of
from bot.wishes import COMMANDS

_DECIDES = {
    Command.SUBMIT: SUBMIT,
    Command.YES: SUBMIT,
    Command.RIGHT: SUBMIT,
    Command.DONE: SUBMIT,
    Command.EDIT: AGAIN,
    Command.BACK: AGAIN,
    Command.RESTART: AGAIN,
    Command.NO: AGAIN,
}
_STOPS = frozenset({Command.CANCEL, Command.WITHDRAW})
# Other wishes of the menu; words of a form (跳过, 修改) mean nothing to a sheet.
_LEADS = frozenset(COMMANDS) - _DECIDES.keys() - {Command.NOTHING, Command.LATER, Command.GO_ON}


def beside_sheet(exchange: Exchange, frame: Frame, text: str) -> Turn:
    """The turn for ``text``, which is none of the buttons shown."""
    asked = command(text)
    if asked is Command.BATCH:
        return offered(exchange)
    if asked in _STOPS:
        return run(exchange, frame, Answered(frame.step, STOP))
    if asked in _DECIDES and frame.flow == ROWS.name:
        return run(exchange, frame, Answered(frame.step, _DECIDES[asked]))
    if asked in _LEADS:
        return COMMANDS[asked](exchange)
    if asked in (Command.LATER, Command.GO_ON):
        return said(pending(exchange, again=True), texts.GO_ON if asked is Command.GO_ON else "")
    return _wished(exchange, frame, text) if asked is None else _told_how(exchange, frame)


def _wished(exchange: Exchange, frame: Frame, text: str) -> Turn:
    if asks_policy(text) or is_question(text):
        return answered(exchange, text)
    wish = intent_of(text)
    if wish is Intent.REPORT:
        return start(exchange, text)
    if wish is Intent.HUMAN:
        return unserved(exchange, text, wish="human")
    return _told_how(exchange, frame)


def _told_how(exchange: Exchange, frame: Frame) -> Turn:
    step = worded(flow_of(frame), flow_of(frame).step(frame.step))
    return said(pending(exchange, again=True), step.example)
