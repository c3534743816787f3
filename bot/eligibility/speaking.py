"""What is typed while the dialogue of eligibility stands open."""

from collections.abc import Callable
from decimal import Decimal

from api.domain.programme import Fact, Programme
from api.domain.programme_facts import FactAsked, FactType
from api.domain.subsidy import LARGEST
from bot import texts
from bot.about import asks_meaning
from bot.commands import Command, command, plain
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.eligibility import run
from bot.eligibility.beginning import another, choose, programme_named
from bot.eligibility.going_on import answer, back, change, go_on, keep, leave, standing
from bot.eligibility.question import answered_facts
from bot.eligibility.reading import Reading, is_unknown, read_fact
from bot.eligibility.stated import stated
from bot.eligibility.tapping import skipped
from bot.exchange import Exchange, pending, programme_in, said
from bot.opening import start
from bot.policy import answered
from bot.questions import is_question
from bot.understanding.intent import Intent, asks_policy, intent_of
from bot.understanding.report import understand
from bot.wishes import COMMANDS
from bot.with_staff import wished_for

_SHORTEST = 2  # characters by which an answer can be named: 自筹 for 自筹资金
_UNKNOWN = frozenset({Command.SKIP, Command.NOTHING})
_LEAVES = frozenset({Command.CANCEL, Command.SET_ASIDE, Command.WITHDRAW, Command.LATER})


def typed(exchange: Exchange, frame: Frame, text: str) -> Turn:
    """The turn for ``text``, which is no label of a button shown."""
    asked, frame = command(text), standing(exchange, frame)
    programme = programme_in(exchange, frame)
    if asks_meaning(text):
        return pending(exchange)
    if programme is None or frame.step == run.PROGRAMME:
        return _programme(exchange, frame, asked, text)
    if frame.step == run.CHANGE:
        return _named_field(exchange, frame, programme, asked, text)
    return _fact(exchange, frame, programme, asked, text)


def _fact(
    exchange: Exchange, frame: Frame, programme: Programme, asked: Command | None, text: str
) -> Turn:
    """An answer to the question asked, if it is one; in one's own words a command comes first."""
    fact = programme.facts[frame.step]
    if _is_question(text):
        return answered(exchange, text)
    if fact.type is FactType.YES_NO and is_unknown(text):
        return skipped(exchange, frame)
    words = fact.type is FactType.TEXT and asked is not None
    value = None if words else _read(exchange, fact, text)
    if value is not None:
        return _taken(exchange, frame, programme, text, value)
    if asked is not None:
        return _commanded(exchange, frame, asked)
    return _beside(exchange, frame, programme, text)


def _restarted(exchange: Exchange, frame: Frame) -> Turn:
    return go_on(exchange, run.begun(exchange.nonce()))


def _other(exchange: Exchange, frame: Frame) -> Turn:
    leave(exchange, frame)
    return another(exchange)


_COMMANDS: dict[Command, Callable[[Exchange, Frame], Turn]] = {
    **dict.fromkeys(_UNKNOWN, skipped),
    **dict.fromkeys(_LEAVES, leave),
    Command.BACK: back,
    Command.DONE: keep,
    Command.EDIT: change,
    Command.CHANGE_ANSWERS: change,
    Command.RESTART: _restarted,
    Command.ELIGIBILITY: lambda exchange, _: pending(exchange),
    Command.OTHER_PROGRAMME: _other,
    Command.GO_ON: lambda exchange, _: pending(exchange),
    Command.START: lambda exchange, _: said(pending(exchange), texts.GO_ON),
}
# They answer nothing that is asked here.
_NEITHER = frozenset({Command.YES, Command.RIGHT, Command.NO, Command.SUBMIT})


def _commanded(exchange: Exchange, frame: Frame, asked: Command) -> Turn:
    """What the words of a button mean here; wishes of the menu lead elsewhere and back."""
    if asked in _COMMANDS:
        return _COMMANDS[asked](exchange, frame)
    wish = None if asked in _NEITHER else COMMANDS.get(asked)
    return wish(exchange) if wish else _misread(exchange, frame)


def _programme(exchange: Exchange, frame: Frame, asked: Command | None, text: str) -> Turn:
    found = programme_named(exchange.rules.programmes, plain(text))
    if found is not None and not _is_question(text):
        return choose(exchange, frame, found)
    if asked is not None and asked not in _UNKNOWN:
        return _commanded(exchange, frame, asked)
    return _elsewhere(exchange, text) or _misread(exchange, frame)


def _named_field(
    exchange: Exchange, frame: Frame, programme: Programme, asked: Command | None, text: str
) -> Turn:
    for name in answered_facts(frame, programme):
        label = programme.facts[name].label
        if label in text or (len(text) >= _SHORTEST and text in label):
            return go_on(exchange, run.changing(frame, name))
    if asked is not None and asked not in _UNKNOWN:
        return _commanded(exchange, frame, asked)
    return said(pending(exchange), texts.ELIGIBILITY_WHICH_ANSWER_MISREAD)


def _read(exchange: Exchange, fact: FactAsked, text: str) -> Fact | None:
    return read_fact(fact, text, Reading(exchange.gazetteer, exchange.today))


def _taken(exchange: Exchange, frame: Frame, programme: Programme, text: str, value: Fact) -> Turn:
    """The answer, and what the sentence says of other questions."""
    if isinstance(value, Decimal) and value > LARGEST:
        return said(pending(exchange, again=True), texts.ELIGIBILITY_TOO_MUCH)
    more = stated(programme.facts, text, Reading(exchange.gazetteer, exchange.today))
    values: dict[str, Fact | None] = {frame.step: value}
    if len(more) > 1:  # one alone is this answer in other words
        values = {**more, frame.step: more.get(frame.step, value)}
    return answer(exchange, frame, values)


def _beside(exchange: Exchange, frame: Frame, programme: Programme, text: str) -> Turn:
    """Facts that were not asked for, a wish of another kind, or what cannot be read."""
    found = stated(programme.facts, text, Reading(exchange.gazetteer, exchange.today))
    if found and not _reports(exchange, text):
        return answer(exchange, frame, dict(found))
    return _elsewhere(exchange, text) or _misread(exchange, frame)


def _elsewhere(exchange: Exchange, text: str) -> Turn | None:
    if _is_question(text):
        return answered(exchange, text)
    if intent_of(text) is Intent.HUMAN:
        return wished_for(exchange, text)
    return start(exchange, text) if _reports(exchange, text) else None


def _reports(exchange: Exchange, text: str) -> bool:
    """Whether ``text`` reports a need: things that are lacking at a place, not only amounts."""
    need = understand(text, exchange.gazetteer, exchange.today).need
    return bool(need.items and need.place.county) and intent_of(text) is Intent.REPORT


def _is_question(text: str) -> bool:
    return asks_policy(text) or is_question(text)


def _misread(exchange: Exchange, frame: Frame) -> Turn:
    if frame.step == run.PROGRAMME:
        title = exchange.rules.programmes[0].aliases[0]
        sentence = texts.ELIGIBILITY_NO_SUCH.format(title=title)
        return said(pending(exchange, again=True), sentence)
    programme = programme_in(exchange, frame)
    fact = programme.facts.get(frame.step) if programme else None
    if fact is None:
        return pending(exchange)
    sentence = texts.ELIGIBILITY_MISREAD[fact.type.value].format(unit=fact.unit)
    return said(pending(exchange, again=True), sentence)
