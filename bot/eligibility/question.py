"""The question now asked, as a Turn: the text, why it is asked, and a button for all one can do."""

from collections.abc import Iterable
from dataclasses import replace

from api.domain.programme import Programme
from api.domain.programme_facts import FactAsked, FactType
from bot import texts
from bot.dialogue.buttons import FlowButton
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice, Message, Turn
from bot.eligibility.run import CHANGE, FLOW, PROGRAMME, facts_of
from bot.eligibility.wording import LABEL, in_script, short_title, shown

YES, NO = "1", "0"


def question(
    frame: Frame, programme: Programme | None, programmes: tuple[Programme, ...], *, again: bool
) -> Turn:
    """What to ask for at the step of ``frame``; ``programme`` is the one chosen."""
    if programme is not None and frame.step == CHANGE:
        return _which_answer(frame, programme)
    if programme is not None and frame.step in programme.facts:
        return _fact(frame, programme, again=again)
    return _which_programme(replace(frame, step=PROGRAMME), programmes, again=again)


def answered_facts(frame: Frame, programme: Programme) -> tuple[str, ...]:
    """What can be changed, in the order of the programme: what was answered, or not known."""
    return tuple(name for name in programme.facts if name in frame.slots)


def _which_programme(frame: Frame, programmes: tuple[Programme, ...], *, again: bool) -> Turn:
    picks = [_button(frame, "pick", short_title(p), str(at)) for at, p in enumerate(programmes)]
    stop = _button(frame, "cancel", texts.ELIGIBILITY_STOP)
    asked = texts.ELIGIBILITY_WHICH_AGAIN if again else texts.ELIGIBILITY_WHICH
    return _turn(frame, [asked], (*picks, stop))


def _which_answer(frame: Frame, programme: Programme) -> Turn:
    known = facts_of(frame, programme)
    names = answered_facts(frame, programme)
    lines = [texts.ELIGIBILITY_WHICH_ANSWER]
    for name in names:
        label, value = programme.facts[name].label, shown(programme.facts[name], known.get(name))
        lines.append(texts.ELIGIBILITY_FACT.format(label=in_script(label), value=value))
    fields = tuple(
        _button(frame, "field", in_script(programme.facts[name].label), str(at))
        for at, name in enumerate(programme.facts)
        if name in names
    )
    return _turn(frame, lines, (*fields, _button(frame, "back", texts.BACK_TO_CARD)))


def _fact(frame: Frame, programme: Programme, *, again: bool) -> Turn:
    asked = programme.facts[frame.step]
    value = facts_of(frame, programme).get(frame.step)
    lines = [in_script(asked.question)]
    if asked.why and not again:
        lines.append(in_script(asked.why))
    if value is not None:
        lines.append(texts.ELIGIBILITY_HELD.format(value=shown(asked, value)))
    ways = [_button(frame, "keep", texts.KEEP)] if value is not None else []
    ways += [
        _button(frame, "skip", texts.ELIGIBILITY_UNKNOWN),
        _button(frame, "back", texts.BACK),
        _button(frame, "cancel", texts.ELIGIBILITY_STOP),
    ]
    return _turn(frame, lines, (*_answers(frame, asked), *ways))


def _answers(frame: Frame, asked: FactAsked) -> tuple[Choice, ...]:
    if asked.type is FactType.YES_NO:
        return (
            _button(frame, "pick", texts.ELIGIBILITY_YES, YES),
            _button(frame, "pick", texts.ELIGIBILITY_NO, NO),
        )
    return tuple(
        _button(frame, "pick", in_script(choice), str(at))
        for at, choice in enumerate(asked.choices)
    )


def _turn(frame: Frame, lines: Iterable[str], choices: tuple[Choice, ...]) -> Turn:
    return Turn((Message("\n".join(lines)),), choices, asks=frame.step, flow=FLOW)


def _button(frame: Frame, verb: str, label: str, argument: str = "") -> Choice:
    label = label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
    return Choice(FlowButton(frame.nonce, frame.step, verb, argument).code, label)
