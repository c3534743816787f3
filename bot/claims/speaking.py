"""What is typed while a claim is made, taken back, or another organisation is named."""

from collections.abc import Callable

from api.domain.claimable import Claimable, check
from api.domain.errors import Invalid
from bot import texts
from bot.about import asks_meaning
from bot.claims import runs
from bot.claims.amounts import amounts_shown
from bot.claims.beginning import left
from bot.claims.reading import read_parts
from bot.commands import Command, command, plain
from bot.dialogue.events import Answered, WentBack
from bot.dialogue.flows.claim import YES
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.dialogue.wording import worded
from bot.exchange import Exchange, flow_of, pending, said
from bot.policy import answered
from bot.questions import is_question
from bot.reporting import run
from bot.understanding.intent import asks_policy
from bot.wishes import COMMANDS

_LEAVES = frozenset({Command.CANCEL, Command.WITHDRAW, Command.NO, Command.LATER})
_AGREES = frozenset({Command.YES, Command.RIGHT, Command.SUBMIT, Command.DONE, Command.GO_ON})
# Words of a form, which mean nothing to a claim.
_OF_FORMS = frozenset(
    {Command.SKIP, Command.NOTHING, Command.EDIT, Command.RESTART, Command.SET_ASIDE}
)
LONGEST_REASON = 200


def beside_claim(exchange: Exchange, frame: Frame, text: str) -> Turn:
    """The turn for ``text``, which is none of the buttons shown."""
    asked = command(text)
    if asked is Command.BACK:
        return run(exchange, frame, WentBack())
    if asked in _LEAVES:
        return left(exchange)
    if asked in _AGREES and frame.step == "sure":
        return run(exchange, frame, Answered("sure", YES))
    if asked is not None and asked not in _AGREES | _OF_FORMS and asked in COMMANDS:
        return COMMANDS[asked](exchange)
    if asks_meaning(text):
        return _told_how(exchange, frame)
    return _ANSWERS[frame.step](exchange, frame, text)


def _claimant(exchange: Exchange, frame: Frame, text: str) -> Turn:
    wanted = plain(text)
    names = frame.slots[runs.NAMES].value
    found = [key for key, name in names.items() if wanted and wanted in plain(name)]
    if len(found) != 1:
        return _told_how(exchange, frame)
    return run(exchange, frame, Answered("claimant", found[0]))


def _part(exchange: Exchange, frame: Frame, text: str) -> Turn:
    still_open = runs.need_in(frame).open
    parts = read_parts(text, still_open)
    if parts is None:
        if asks_policy(text) or is_question(text):
            return answered(exchange, text)
        return _told_how(exchange, frame)
    try:
        check(parts, still_open)
    except Invalid as refusal:
        return said(pending(exchange, again=True), _refused(refusal, still_open))
    back = (WentBack(),) if frame.step == "sure" else ()
    return run(exchange, frame, *back, Answered("part", runs.part_json(parts)))


def _refused(refusal: Invalid, still_open: Claimable) -> str:
    if texts.spoken() is not texts.Language.ENGLISH:
        return refusal.message
    return str(texts.CLAIM_REFUSED.format(open=amounts_shown(still_open)))


def _reason(exchange: Exchange, frame: Frame, text: str) -> Turn:
    return run(exchange, frame, Answered("claim_reason", text.strip()[:LONGEST_REASON]))


def _partner(exchange: Exchange, frame: Frame, text: str) -> Turn:
    try:
        found = exchange.tx.claims.partner(text)
    except Invalid as refusal:
        return said(pending(exchange, again=True), refusal.message)
    if found is None:
        return said(pending(exchange, again=True), texts.CLAIM_NO_PARTNER)
    return run(exchange, frame, Answered("partner", {"key": found.key, "name": found.name}))


def _told_how(exchange: Exchange, frame: Frame) -> Turn:
    step = worded(flow_of(frame), flow_of(frame).step(frame.step))
    return said(pending(exchange, again=True), step.example)


_ANSWERS: dict[str, Callable[[Exchange, Frame, str], Turn]] = {
    "claimant": _claimant,
    "part": _part,
    "sure": _part,
    "claim_reason": _reason,
    "partner": _partner,
}
