"""What a typed sentence means to the flow in progress: events, a question, or a way to say it."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot import texts
from bot.commands import plain
from bot.dialogue.corrections import Correction, corrections
from bot.dialogue.draft import need_of
from bot.dialogue.events import Ambiguous, Answered, Changing, Event, Recognised, Skipped
from bot.dialogue.flow import CONFIRM, FIELD, Flow, Step
from bot.dialogue.progress import can_change, is_partial
from bot.dialogue.session import Frame
from bot.dialogue.values import label, shown
from bot.exchange import Exchange, flow_of
from bot.first_text import besides, offered
from bot.understanding.intent import Intent, asks_policy, intent_of
from bot.understanding.readers import Choose, Misread, Reading, ReadingContext, read

_SAYS_MORE = re.compile(r"[，,；;。\n、]|\S{14}")
_LONGEST_QUESTION = 90  # characters
_ASKED = re.compile(r"[?？]\s*$|[吗呢么]$|请问")
_ASKING = re.compile(
    r"什么|怎么|怎样|如何|多少|哪|谁|何时|是否|能不能|可不可以|要不要|有没有|吗|几"
)
_NO_FILE = re.compile(r"(?:暂时|目前)?(?:没有|沒有|没|无)")


@dataclass(frozen=True, slots=True)
class Heard:
    """``events`` for the engine with ``notes`` to say first; or a ``question`` to be answered.

    ``lost``: it answers nothing that was asked, so it may be a wish of another kind.
    """

    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()
    question: bool = False
    lost: bool = False


def heard(exchange: Exchange, frame: Frame, text: str) -> Heard:
    """``text`` as said to ``frame``, the flow in progress; commands are read before."""
    flow = flow_of(frame)
    changes = corrections(flow, text, _items(frame))
    if changes:
        return _joined([_change(exchange, frame, change) for change in changes])
    if frame.step == FIELD:
        return _field(flow, text)
    if asks_policy(text) or _is_question(text):
        return Heard(question=True)
    if frame.step == CONFIRM:
        return Heard(notes=(texts.NOT_A_CHANGE,), lost=True)
    return _answer(exchange, frame, flow.step(frame.step), text)


def _is_question(text: str) -> bool:
    """Whether a sentence asks instead of answering; a long one tells, even if it asks too."""
    shaped = len(text) <= _LONGEST_QUESTION and _ASKED.search(text) and _ASKING.search(text)
    return bool(shaped) and intent_of(text) in (Intent.ASK, Intent.ELIGIBILITY)


def _items(frame: Frame) -> list[dict[str, Any]]:
    slot = frame.slots.get("items")
    return list(slot.value) if slot and slot.value else []


def _read(exchange: Exchange, frame: Frame, slot: str, text: str) -> Reading:
    """Read ``text`` knowing the other answers; of the slot itself only what was half said, since
    a new answer replaces the old one."""
    if not is_partial(frame, slot):
        others = {name: kept for name, kept in frame.slots.items() if name != slot}
        frame = replace(frame, slots=others)
    return read(slot, text, ReadingContext(exchange.gazetteer, exchange.today, need_of(frame)))


def _joined(parts: list[Heard]) -> Heard:
    return Heard(
        tuple(event for part in parts for event in part.events),
        tuple(note for part in parts for note in part.notes),
    )


def _change(exchange: Exchange, frame: Frame, change: Correction) -> Heard:
    step = flow_of(frame).step(change.slot)
    if change.phrase is None or step.reader is None or not _may(frame, change.slot):
        return Heard((Changing(change.slot),))
    phrase = change.phrase
    items = _items(frame)
    if change.item is not None:
        phrase += items[change.item]["name"]
    reading = _read(exchange, frame, step.reader, phrase)
    if isinstance(reading, Misread):
        return Heard((Changing(change.slot),), (reading.message,))
    if isinstance(reading, Choose):
        return Heard((Ambiguous(change.slot, offered(reading)),))
    value = reading.json
    if change.item is not None:
        value = [*items[: change.item], *value, *items[change.item + 1 :]]
    return Heard((Answered(change.slot, value),))


def _may(frame: Frame, slot: str) -> bool:
    return can_change(flow_of(frame), frame, slot)


def _field(flow: Flow, text: str) -> Heard:
    """The field to be changed, named by its label or by what people call it."""
    said = plain(text)
    for step in flow.steps:
        if said in (plain(label(step.slot)), *step.aliases):
            return Heard((Changing(step.slot),))
    return Heard(notes=(texts.NO_SUCH_FIELD,))


def _answer(exchange: Exchange, frame: Frame, step: Step, text: str) -> Heard:
    if step.reader is None:
        return _unreadable(step, text)
    reading = _read(exchange, frame, step.reader, text)
    if isinstance(reading, Misread):
        more = _more(exchange, frame, step, text)
        return more if more.events else Heard(notes=(reading.message,), lost=True)
    more = _more(exchange, frame, step, text) if _SAYS_MORE.search(text) else Heard()
    if isinstance(reading, Choose):
        return Heard((Ambiguous(step.slot, offered(reading)), *more.events), more.notes)
    return Heard((Answered(step.slot, reading.json), *more.events), more.notes)


def _unreadable(step: Step, text: str) -> Heard:
    """A step that only files or buttons can answer."""
    if step.wants_file and _NO_FILE.match(text):
        return Heard((Skipped(),))
    return Heard(notes=(texts.FILE_WANTED if step.wants_file else step.example,), lost=True)


def _more(exchange: Exchange, frame: Frame, step: Step, text: str) -> Heard:
    """What an answer says about other questions that are still open."""
    if frame.only:
        return Heard()
    values = besides(text, step.slot, exchange.gazetteer, exchange.today)
    values = {slot: value for slot, value in values.items() if slot not in frame.slots}
    if not values:
        return Heard()
    listed = "；".join(f"{label(s)} {shown(s, v)}" for s, v in values.items() if shown(s, v))
    return Heard((Recognised(values),), (texts.NOTED.format(values=listed),) if listed else ())
