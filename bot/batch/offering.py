"""批量上报: the template is handed out and the sheet asked for; consent comes first."""

from dataclasses import replace

from bot import texts
from bot.batch.sheet_reading import is_sheet
from bot.dialogue.flows.batch import ROWS, SHEET
from bot.dialogue.flows.consent import CONSENT
from bot.dialogue.progress import begin
from bot.dialogue.session import Frame
from bot.dialogue.turn import IncomingFile, Turn
from bot.exchange import Exchange, pending, said

OURS = frozenset({SHEET.name, ROWS.name})


def offered(exchange: Exchange) -> Turn:
    """The template, and the question for the sheet above whatever is in progress."""
    ask_for_sheet(exchange)
    return pending(exchange)


def ask_for_sheet(exchange: Exchange) -> None:
    """Begin to wait for a sheet; one run of this at a time, below the consent if that is asked."""
    forget_sheet(exchange)
    stack = exchange.session.stack
    asked = stack[-1] if stack and stack[-1].flow == CONSENT.name else None
    if asked is None and not exchange.session.consented:
        asked = begin(CONSENT, exchange.nonce())
    below = tuple(frame for frame in stack if frame is not asked)
    waiting = begin(SHEET, exchange.nonce())
    above = (waiting,) if asked is None else (waiting, asked)
    exchange.session = replace(exchange.session, stack=(*below, *above))


def forget_sheet(exchange: Exchange) -> None:
    """No sheet is waited for or decided on any more."""
    stack = tuple(frame for frame in exchange.session.stack if frame.flow not in OURS)
    exchange.session = replace(exchange.session, stack=stack)


def takes_sheet(frame: Frame | None, file: IncomingFile) -> bool:
    """Whether ``file``, sent to ``frame``, is a sheet of needs rather than evidence."""
    expected = frame is None or frame.flow in OURS or frame.flow == CONSENT.name
    return expected and is_sheet(file.name, file.content)


def before_consent(exchange: Exchange) -> Turn:
    """A sheet came before consent was given: nothing of it is kept, it is asked for after."""
    ask_for_sheet(exchange)
    return said(pending(exchange), texts.SHEET_BEFORE_CONSENT)
