"""A dialogue as data: a Flow is a list of Steps, each asking for one slot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.turn import Choice, OutgoingDocument

CONFIRM = "confirm"  # the step that shows everything and offers to submit
FIELD = "field"  # the step that asks which answer is to be changed
OVERLAP = "overlap"  # the step that shows what the need overlaps with, before it is submitted
CARDS = frozenset({CONFIRM, FIELD, OVERLAP})  # the steps that ask for no slot


@dataclass(frozen=True, slots=True)
class Step:
    """One question.

    ``why`` says why it is asked, where that is not obvious; ``example`` is shown when an answer
    was not understood; ``again`` is a short form of a long question, for asking once more.
    ``required`` says why the step cannot be skipped; empty means it can.
    ``divisions``: the answer is a place, which can also be picked by buttons. ``many``: the answer
    is a list; what is tapped is added to it, or taken out again, until 完成.
    ``choices`` are values (code) and their labels. ``reader`` is the slot name the text reader
    knows; ``None`` when only a choice or a file can answer. ``aliases`` are the names people
    use for the slot in “把…改成…”, each with the unit that a bare number then stands for.
    ``document`` is handed out with the question. ``facts`` names a slot whose value, a mapping,
    fills the ``{places}`` in the question and the labels. ``name`` is what the slot is called
    where the catalogue has no name for it. ``values`` are the answers that choices stand for,
    where these are not their codes.
    """

    slot: str
    question: str
    why: str = ""
    example: str = ""
    again: str = ""
    required: str = ""
    choices: tuple[Choice, ...] = ()
    reader: str | None = None
    wants_file: bool = False
    divisions: bool = False
    many: bool = False
    document: OutgoingDocument | None = None
    facts: str = ""
    name: str = ""
    aliases: dict[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def picked(self, code: str) -> Any:
        """The answer that the choice with this code stands for."""
        return self.values.get(code, code)


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What became of the slots of a flow with ``version``, for those who began before it.

    ``renamed`` maps old to new names. Of steps that are asked no more, ``kept`` maps the slot to
    one of words (description), behind which what was answered is written, and ``dropped`` names
    those whose answers are of no use any more. Steps that were added need no mention.
    """

    version: int
    renamed: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps in the order asked, most useful first.

    ``version`` rises when steps are added, renamed or removed, and ``upgrades`` then say what
    became of the answers; a session or draft left at an older version goes on at the first
    question that is open. ``confirm`` is what the card at the end says; empty means that the flow
    ends with its last answer. ``own_card``: the card shows the answers themselves, not those of a
    need. ``compares`` shows what it overlaps with before it is submitted.
    """

    name: str
    version: int
    steps: tuple[Step, ...]
    confirm: str = ""
    own_card: bool = False
    compares: bool = False
    upgrades: tuple[Upgrade, ...] = ()

    def step(self, slot: str) -> Step:
        """The step that asks for ``slot``; ``KeyError`` when there is none."""
        for step in self.steps:
            if step.slot == slot:
                return step
        raise KeyError(slot)

    def steps_for(self, only: tuple[str, ...]) -> tuple[Step, ...]:
        """The steps this run may ask: all, or those of a returned ticket."""
        return tuple(step for step in self.steps if not only or step.slot in only)
