"""One run of the dialogue: which programme, what was answered, and which question stands.

It lives in a Frame as other flows do: a slot for each fact, a slot for the programme.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.asking import next_fact
from api.domain.programme import Fact, Programme
from api.domain.programme_facts import FactAsked, FactType
from bot.dialogue.flows.eligibility import ELIGIBILITY
from bot.dialogue.session import Frame, Provenance, Slot

FLOW, VERSION = ELIGIBILITY.name, ELIGIBILITY.version
PROGRAMME = "which_programme"  # the step, and the slot, of the programme
CHANGE = "which_answer"  # the step that asks which answer is to be changed
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
VERDICT = "verdict"  # nothing more to ask


def begun(nonce: str) -> Frame:
    """A run in which nothing is known."""
    return Frame(FLOW, VERSION, PROGRAMME, nonce)


def programme_of(frame: Frame) -> str:
    """The key of the programme; empty until it is chosen."""
    slot = frame.slots.get(PROGRAMME)
    return str(slot.value) if slot else ""


def facts_of(frame: Frame, programme: Programme) -> dict[str, Fact]:
    """What is known, of the facts ``programme`` asks for."""
    return facts_from_json(programme, {name: slot.value for name, slot in frame.slots.items()})


def facts_from_json(programme: Programme, answers: Mapping[str, Any]) -> dict[str, Fact]:
    """The facts that ``programme`` asks for among ``answers``, the JSON of a slot each; what it
    asks otherwise by now is left out."""
    return {
        name: _fact(asked, answers[name])
        for name, asked in programme.facts.items()
        if answers.get(name) is not None and _fits(asked, answers[name])
    }


def declined_of(frame: Frame) -> frozenset[str]:
    """What was asked and not known."""
    return frozenset(name for name, slot in frame.slots.items() if slot.value is None)


def chosen(frame: Frame, programme: Programme, as_of: date) -> Frame:
    """Of ``programme`` from now on; answers it asks for too are kept, and still fit."""
    slots = {PROGRAMME: Slot(programme.key, Provenance.SAID)}
    for name, asked in programme.facts.items():
        slot = frame.slots.get(name)
        if slot is not None and slot.value is not None and _fits(asked, slot.value):
            slots[name] = slot
    return onward(replace(frame, slots=slots, history=(), editing=False), programme, as_of)


def answered(
    frame: Frame,
    programme: Programme,
    as_of: date,
    values: dict[str, Fact | None],
    provenance: Provenance = Provenance.SAID,
) -> Frame:
    """``values`` are known now; ``None``: asked, and not known. Then the next question."""
    slots = {
        name: Slot(None, Provenance.SKIPPED) if value is None else Slot(_json(value), provenance)
        for name, value in values.items()
    }
    history = frame.history
    if frame.step in values and not frame.editing:
        history = (*(name for name in history if name != frame.step), frame.step)
    frame = replace(frame, slots={**frame.slots, **slots}, history=history, editing=False)
    return onward(frame, programme, as_of)


def onward(frame: Frame, programme: Programme, as_of: date) -> Frame:
    """``frame`` at the question that can still change something, else at the verdict."""
    wanted = next_fact(programme, facts_of(frame, programme), as_of, declined_of(frame))
    return replace(frame, step=wanted or VERDICT, doubt=None)


def gone_back(frame: Frame) -> Frame | None:
    """``frame`` at the question before, whose answer is to be given anew; ``None`` at the first,
    after which the programme can be chosen again."""
    if not frame.history:
        return None
    *history, step = frame.history
    return replace(frame, step=step, history=tuple(history), editing=False)


def changing(frame: Frame, name: str) -> Frame:
    """``frame`` at the question of ``name``, out of turn."""
    return replace(frame, step=name, editing=True)


def _json(value: Fact) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _fact(asked: FactAsked, value: Any) -> Fact:
    return Decimal(value) if asked.type.is_amount else value


def _fits(asked: FactAsked, value: Any) -> bool:
    """Whether an answer given to another question of this name answers this one too."""
    if asked.type is FactType.YES_NO:
        return isinstance(value, bool)
    if asked.type.is_amount:
        return isinstance(value, str) and _AMOUNT.fullmatch(value) is not None
    return isinstance(value, str) and (not asked.choices or value in asked.choices)
