"""What the engine says about a step taken, composed from the sentences of ``bot.texts``."""

from typing import Any

from bot import texts
from bot.dialogue.values import labels, shown

NAMED = 6  # open questions that are named in a sentence; more are only counted


def changed(name: str, slot: str, value: Any) -> str:
    """An answer was changed out of turn; ``name`` is what its slot is called."""
    value = shown(slot, value)
    return (texts.CHANGED if value else texts.EMPTIED).format(label=name, value=value)


def only_these(only: tuple[str, ...]) -> str:
    """A returned ticket takes only the fields that were asked for."""
    return texts.ONLY_THESE.format(labels=labels(only))


def attached(count: int, *, asked: bool) -> str:
    """A file was taken; while files are being asked for, how to end."""
    return (texts.ATTACHED_ASKED if asked else texts.ATTACHED).format(count=count)


def no_step_before(*, at_card: bool) -> str:
    """Back at the very beginning."""
    return texts.NO_STEP_BEFORE_CARD if at_card else texts.NO_STEP_BEFORE


def still_open(waiting: tuple[str, ...]) -> str:
    """Submission needs these first; many are only counted."""
    sentence = texts.STILL_OPEN if len(waiting) <= NAMED else texts.STILL_OPEN_MANY
    return sentence.format(labels=labels(waiting), count=len(waiting))
