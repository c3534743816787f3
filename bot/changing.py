"""Changes asked for in a sentence, read against what the report already holds."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot import texts
from bot.applying.reading import read_of_application
from bot.dialogue.corrections import Correction
from bot.dialogue.draft import need_of
from bot.dialogue.events import Ambiguous, Answered, Changing, Event, Halved
from bot.dialogue.flows.application import APPLICATION
from bot.dialogue.item_changes import Act, ItemChange, changed_items
from bot.dialogue.progress import can_change, is_partial
from bot.dialogue.session import Frame
from bot.dialogue.values import money
from bot.exchange import Exchange, flow_of
from bot.first_text import besides, offered
from bot.organisations.reading import read_of_organisation
from bot.understanding.readers import Choose, Misread, Reading, ReadingContext, Value, read

_ALIKE = ({"budget_yuan", "gap_yuan"}, {"description", "contact"})
_BARE = re.compile(r"[\d.,零〇一二三四五六七八九十百千万两]+")
_TEXT = frozenset({"description", "contact"})


@dataclass(frozen=True, slots=True)
class Change:
    """``events`` for the engine, with ``notes`` to say first."""

    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()


def read_slot(exchange: Exchange, frame: Frame, slot: str, text: str, *, whole: bool) -> Reading:
    """Read ``text`` knowing the other answers. With ``whole`` it is a new answer that replaces
    the old one, unless that was only half said; else the old one may complete it."""
    if frame.flow == APPLICATION.name:
        return read_of_application(exchange, frame, slot, text)
    if flow_of(frame).own_card:
        return read_of_organisation(exchange, frame, slot, text)
    if whole and not is_partial(frame, slot):
        others = {name: kept for name, kept in frame.slots.items() if name != slot}
        frame = replace(frame, slots=others)
    return read(slot, text, ReadingContext(exchange.gazetteer, exchange.today, need_of(frame)))


def changed(exchange: Exchange, frame: Frame, change: Correction) -> Change | None:
    """What ``change`` does; ``None`` when it turns out to be no change."""
    slot = change.slot or meant(exchange, frame, change.phrase or "")
    if not slot:
        return None
    if change.phrase == "":
        return Change((Answered(slot, []),))
    if change.item is not None and can_change(flow_of(frame), frame, slot):
        return _items(exchange, frame, change.item)
    return _value(exchange, frame, slot, change)


def _value(exchange: Exchange, frame: Frame, slot: str, change: Correction) -> Change | None:
    """A new value read from the phrase; what cannot be read is asked for."""
    reader = flow_of(frame).step(slot).reader
    if not change.phrase or reader is None or not can_change(flow_of(frame), frame, slot):
        return Change((Changing(slot),))
    reading = read_slot(exchange, frame, reader, change.phrase, whole=slot != "place")
    if isinstance(reading, Misread):
        return Change((Changing(slot),), (reading.message,)) if change.sure else None
    if isinstance(reading, Choose):
        return Change((Ambiguous(slot, offered(reading)),))
    if change.more:
        reading = replace(reading, json=_behind(frame, slot, reading.json))
    return fitting(frame, slot, reading)


def fitting(frame: Frame, slot: str, reading: Value) -> Change:
    """``slot`` gets the value read; a gap above a new budget is asked for again."""
    notes = (reading.note,) if reading.note else ()
    if reading.half:
        return Change((Halved(slot, reading.json),), notes)
    answered, value = Answered(slot, reading.json), reading.json
    gap = frame.slots.get("gap_yuan")
    if slot == "budget_yuan" and gap is not None and gap.value is not None and gap.value > value:
        note = texts.GAP_ABOVE_BUDGET.format(gap=money(gap.value), budget=money(value))
        return Change((answered, Changing("gap_yuan")), (note,))
    return Change((answered,), notes)


def _behind(frame: Frame, slot: str, value: str) -> str:
    old = frame.slots.get(slot)
    return f"{old.value}\n{value}" if old is not None and old.value else value


def items_of(frame: Frame) -> list[dict[str, Any]]:
    """The list of things so far."""
    slot = frame.slots.get("items")
    return list(slot.value) if slot and slot.value else []


def _items(exchange: Exchange, frame: Frame, change: ItemChange) -> Change:
    items = items_of(frame)
    new = _things(exchange, frame, change, items)
    after = changed_items(change, items, new) if new or change.phrase is None else []
    return Change((Answered("items", after),)) if after else Change((Changing("items"),))


def _things(
    exchange: Exchange, frame: Frame, change: ItemChange, items: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The things the phrase of ``change`` names; a quantity alone is that of the old thing."""
    phrase = change.phrase or ""
    if change.act is Act.COUNT and change.place is not None:
        old = items[change.place]
        unit = (old.get("unit") or "个") if _BARE.fullmatch(phrase) else ""
        phrase = f"{phrase}{unit}{old['name']}"
    if not phrase:
        return []
    reading = read_slot(exchange, frame, "items", phrase, whole=True)
    return list(reading.json) if isinstance(reading, Value) else []


def meant(exchange: Exchange, frame: Frame, phrase: str) -> str:
    """The slot that ``phrase`` is a new answer for: the one just answered when it fits, else
    the one it speaks of; empty when it fits none."""
    flow = flow_of(frame)
    chosen = [s.slot for s in flow.steps if phrase in {choice.label for choice in s.choices}]
    if chosen:
        return chosen[0]
    last = frame.history[-1] if frame.history else ""
    known = {step.slot for step in flow.steps}
    stated = besides(phrase, "", exchange.gazetteer, exchange.today)
    spoken_of = [slot for slot in stated if slot in known]
    if not spoken_of or any(last in alike and set(spoken_of) & alike for alike in _ALIKE):
        return last if last and _fits(exchange, frame, last, phrase) else ""
    return last if last in spoken_of else spoken_of[0]


def _fits(exchange: Exchange, frame: Frame, slot: str, phrase: str) -> bool:
    reader = flow_of(frame).step(slot).reader
    if reader is None or slot in _TEXT:
        return False
    return not isinstance(read_slot(exchange, frame, reader, phrase, whole=False), Misread)
