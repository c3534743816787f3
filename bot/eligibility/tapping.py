"""What is tapped while the dialogue of eligibility stands open."""

from collections.abc import Callable

from api.domain.programme_facts import FactType
from bot import texts
from bot.dialogue.buttons import FlowButton
from bot.dialogue.session import Frame
from bot.dialogue.turn import Turn
from bot.eligibility import run
from bot.eligibility.beginning import choose
from bot.eligibility.going_on import answer, back, go_on, keep, leave, standing
from bot.eligibility.question import NO, YES
from bot.exchange import Exchange, pending, programme_in, said


def tapped(exchange: Exchange, frame: Frame, button: FlowButton) -> Turn:
    """The turn for a button of the step ``frame`` stands at."""
    frame = standing(exchange, frame)
    if button.step != frame.step:
        return said(pending(exchange), texts.STALE)
    if button.verb == "pick":
        return _picked(exchange, frame, button.argument)
    if button.verb == "field":
        return _field(exchange, frame, button.argument)
    act = _ACTS.get(button.verb)
    return act(exchange, frame) if act else said(pending(exchange), texts.STALE)


def _picked(exchange: Exchange, frame: Frame, argument: str) -> Turn:
    place = int(argument) if argument.isdecimal() else -1
    if frame.step == run.PROGRAMME:
        programmes = exchange.rules.programmes
        if 0 <= place < len(programmes):
            return choose(exchange, frame, programmes[place])
        return said(pending(exchange), texts.STALE)
    programme = programme_in(exchange, frame)
    fact = programme.facts.get(frame.step) if programme else None
    if fact is not None and fact.type is FactType.YES_NO and argument in (YES, NO):
        return answer(exchange, frame, {frame.step: argument == YES})
    if fact is not None and 0 <= place < len(fact.choices):
        return answer(exchange, frame, {frame.step: fact.choices[place]})
    return said(pending(exchange), texts.STALE)


def _field(exchange: Exchange, frame: Frame, argument: str) -> Turn:
    programme = programme_in(exchange, frame)
    names = list(programme.facts) if programme else []
    place = int(argument) if argument.isdecimal() else len(names)
    if place >= len(names) or names[place] not in frame.slots:
        return said(pending(exchange), texts.STALE)
    return go_on(exchange, run.changing(frame, names[place]))


def skipped(exchange: Exchange, frame: Frame) -> Turn:
    """不清楚: the fact stays unknown, and is not asked again."""
    if frame.step in (run.PROGRAMME, run.CHANGE):
        return said(pending(exchange), texts.NOTHING_TO_SKIP)
    return answer(exchange, frame, {frame.step: None})


_ACTS: dict[str, Callable[[Exchange, Frame], Turn]] = {
    "skip": skipped,
    "back": back,
    "keep": keep,
    "cancel": leave,
}
