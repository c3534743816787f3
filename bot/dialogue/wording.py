"""The questions of a flow in the language of the person; declared they are in Simplified."""

from dataclasses import replace
from typing import Any

from bot import texts
from bot.dialogue.flow import Flow, Step
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice
from bot.dialogue.values import label
from bot.texts.traditional import traditional

_SAID = ("question", "why", "example", "again", "required")
_NAMED = (*_SAID, "name")


def worded(flow: Flow, step: Step) -> Step:
    """``step`` as it is asked; slots, codes and readers stay as declared."""
    reworded: dict[str, Any] = texts.STEP_WORDING.get(flow.name, {}).get(step.slot, {})
    if texts.spoken() is texts.Language.SIMPLIFIED:
        return replace(step, **reworded) if reworded else step
    said = reworded
    if texts.spoken() is texts.Language.TRADITIONAL:
        said = {part: traditional(getattr(step, part)) for part in _NAMED} | reworded
        names = {choice.code: traditional(choice.label) for choice in step.choices}
    else:
        names = texts.CHOICE_NAMES.get(step.slot, {})
    choices = tuple(Choice(c.code, names.get(c.code, c.label)) for c in step.choices)
    return replace(step, choices=choices, **said)


def called(step: Step) -> str:
    """What the slot of ``step``, as it is worded, is called."""
    return step.name or label(step.slot)


def stated(step: Step, frame: Frame) -> Step:
    """``step`` with the facts it speaks of filled in."""
    kept = frame.slots.get(step.facts)
    if kept is None:
        return step
    said = {part: getattr(step, part).format(**kept.value) for part in _SAID}
    choices = tuple(Choice(c.code, c.label.format(**kept.value)) for c in step.choices)
    return replace(step, choices=choices, **said)


def confirmation(flow: Flow) -> str:
    """What the card at the end of ``flow`` says."""
    said = str(texts.CARD_QUESTIONS.get(flow.name, flow.confirm))
    return traditional(said) if texts.spoken() is texts.Language.TRADITIONAL else said
