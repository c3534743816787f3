"""What a typed sentence means to the flow in progress: events, a question, or a way to say it."""

import re
from dataclasses import dataclass
from typing import Any

from bot import texts
from bot.changing import Change, changed, fitting, items_of, read_slot
from bot.dialogue.corrections import corrections, named_field
from bot.dialogue.events import Ambiguous, Changing, Event, Recognised, Skipped
from bot.dialogue.flow import CARDS, CONFIRM, FIELD, OVERLAP, Flow, Step
from bot.dialogue.item_changes import joined
from bot.dialogue.progress import can_change, is_partial
from bot.dialogue.session import Frame, Offered
from bot.dialogue.values import label, merged, shown
from bot.dialogue.wording import called, worded
from bot.exchange import Exchange, flow_of
from bot.first_text import besides, offered
from bot.narrowing import narrowed
from bot.questions import is_question
from bot.understanding.intent import asks_policy
from bot.understanding.readers import Choose, Misread, Value

_SAYS_MORE = re.compile(r"[，,；;。\n、]|\S{14}")
_NO_FILE = re.compile(r"(?:暂时|目前)?(?:没有|沒有|没|无)")
_NOTICE = 60  # characters; who writes more than was asked describes the situation
_SELF_CORRECTED = re.compile(
    r".+?(?:哦|啊|呃|噢)?(?:不对|不是|哦不|啊不|错了|说错了|写错了|更正)[，,。！!\s]*(?:应该)?是?(?P<new>.+)",
    re.DOTALL,
)
_ANY_WORDS = frozenset({"items", "contact"})  # questions that nearly any word answers
_LABEL_END = re.compile("(?:类别?|方面|吧|的)+$")
_WORDS = frozenset({"description", "contact"})  # answers in the person's own words
_DOES_NOT_KNOW = re.compile(r"不知道|不清楚|不确定|说不准|没想好|没统计|没算过|看着办")


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
    asked = corrections(flow, text, items_of(frame))
    changes = [changed(exchange, frame, change) for change in asked.changes]
    if changes and all(changes):
        rest = _rest(exchange, frame, asked.rest or text, whole=not asked.rest)
        return _joined([rest, *(change for change in changes if change)])
    if asks_policy(text) or is_question(text):
        return Heard(question=True)
    if frame.step == FIELD:
        return _field(flow, text)
    if frame.step in (CONFIRM, OVERLAP):
        return _at_card(exchange, frame, text)
    return _answer(exchange, frame, flow.step(frame.step), text)


def _rest(exchange: Exchange, frame: Frame, text: str, *, whole: bool) -> Heard:
    """What is said beside a change: an answer to the step asked, or to questions still open."""
    if whole or frame.step in CARDS:
        return _more(exchange, frame, "", text) if _SAYS_MORE.search(text) else Heard()
    return _answer(exchange, frame, flow_of(frame).step(frame.step), text)


def _joined(parts: list[Heard | Change]) -> Heard:
    return Heard(
        tuple(event for part in parts for event in part.events),
        tuple(note for part in parts for note in part.notes),
    )


def _field(flow: Flow, text: str) -> Heard:
    """The field to be changed, named by its label or by what people call it."""
    slot = _named(flow, text)
    return Heard((Changing(slot),)) if slot else Heard(notes=(texts.NO_SUCH_FIELD,))


def _named(flow: Flow, text: str) -> str | None:
    labels = {called(worded(flow, step)): step.slot for step in flow.steps}
    labels |= {texts.CHANGE_FIELD.format(label=name): slot for name, slot in labels.items()}
    return labels.get(text.strip()) or named_field(flow, text)


def _at_card(exchange: Exchange, frame: Frame, text: str) -> Heard:
    slot = _named(flow_of(frame), text)
    if slot:
        return Heard((Changing(slot),))
    return _elsewhere(exchange, frame, "", text) or Heard(notes=(texts.NOT_A_CHANGE,), lost=True)


def _answer(exchange: Exchange, frame: Frame, step: Step, text: str) -> Heard:
    if step.reader is None:
        return _unreadable(exchange, frame, step, text)
    if step.slot in _ANY_WORDS and (slot := _choice_named(frame, text, step.slot)):
        return _chosen(frame, *slot)
    place = narrowed(exchange, frame, text) if step.slot == "items" else None
    return _joined([place]) if place else _read(exchange, frame, step, step.reader, text)


def _choice_named(frame: Frame, text: str, asked: str) -> tuple[str, Any] | None:
    """The choice of another step that ``text`` is the label of (教育类, 急需)."""
    said = _LABEL_END.sub("", text.strip())
    for step in flow_of(frame).steps_for(frame.only):
        for choice in step.choices if step.slot != asked else ():
            if said == choice.label:
                return step.slot, step.picked(choice.code)
    return None


def _chosen(frame: Frame, slot: str, code: Any) -> Heard:
    """Taken when it was open, offered as a change when it differs, else nothing new."""
    kept = frame.slots.get(slot)
    if kept is None or kept.value is None:
        noted = texts.NOTED.format(values=f"{label(slot)} {shown(slot, code)}")
        return Heard((Recognised({slot: code}),), (noted,))
    if kept.value == code:
        return Heard()
    return Heard((Ambiguous(slot, (Offered(shown(slot, code), code),)),))


def _read(exchange: Exchange, frame: Frame, step: Step, reader: str, text: str) -> Heard:
    last = _last_word(exchange, frame, reader, text)
    # A place is completed by what is said again of it (the village, after it was returned).
    reading = last or read_slot(exchange, frame, reader, text, whole=reader != "place")
    if isinstance(reading, Misread):
        return _misread(exchange, frame, step, text, reading)
    more = _more(exchange, frame, step.slot, text) if _SAYS_MORE.search(text) else Heard()
    if isinstance(reading, Choose):
        return Heard((Ambiguous(step.slot, offered(reading)), *more.events), more.notes)
    return _joined([fitting(frame, step.slot, reading), more])


def _last_word(exchange: Exchange, frame: Frame, reader: str, text: str) -> Value | None:
    """Of an answer that corrects itself (5万，哦不，6万) the end counts."""
    own = None if reader in _WORDS else _SELF_CORRECTED.fullmatch(text)
    reading = read_slot(exchange, frame, reader, own["new"], whole=True) if own else None
    return reading if isinstance(reading, Value) else None


def _misread(exchange: Exchange, frame: Frame, step: Step, text: str, reading: Misread) -> Heard:
    if slot := _choice_named(frame, text, step.slot):
        return _chosen(frame, *slot)
    if found := _elsewhere(exchange, frame, step.slot, text):
        return found
    if _DOES_NOT_KNOW.search(text) and not re.search(r"\d", text):
        return Heard((Skipped(),))
    return Heard(notes=(reading.message,), lost=True)


def _unreadable(exchange: Exchange, frame: Frame, step: Step, text: str) -> Heard:
    """A step that only files or buttons can answer."""
    if step.wants_file and _NO_FILE.match(text):
        return Heard((Skipped(),))
    if found := _elsewhere(exchange, frame, step.slot, text):
        return found
    example = worded(flow_of(frame), step).example
    return Heard(notes=(texts.FILE_WANTED if step.wants_file else example,), lost=True)


def _elsewhere(exchange: Exchange, frame: Frame, asked: str, text: str) -> Heard | None:
    """An answer to questions that were not asked: open ones take it, an answered one is offered
    to be changed."""
    more = _more(exchange, frame, asked, text)
    if more.events:
        return more
    for slot, value in besides(text, asked, exchange.gazetteer, exchange.today).items():
        new = shown(slot, proposed := _proposed(frame, slot, value))
        old = frame.slots.get(slot)
        if can_change(flow_of(frame), frame, slot) and new != shown(slot, old and old.value):
            return Heard((Ambiguous(slot, (Offered(new, proposed),)),))
    return None


def _proposed(frame: Frame, slot: str, value: Any) -> Any:
    if slot == "items":
        return joined(items_of(frame), value)
    old = frame.slots.get(slot)
    return merged(slot, old.value if old else None, value)


def _more(exchange: Exchange, frame: Frame, asked: str, text: str) -> Heard:
    """What an answer says about other questions that are still open."""
    if frame.only or flow_of(frame).own_card:
        return Heard()
    values = besides(text, asked, exchange.gazetteer, exchange.today)
    values = {
        slot: _proposed(frame, slot, value)
        for slot, value in values.items()
        if _is_empty(frame, slot)
    }
    notes = [f"{label(slot)} {shown(slot, value)}" for slot, value in values.items()]
    if len(text) >= _NOTICE and asked != "description" and _is_empty(frame, "description"):
        values["description"] = text
        notes.append(label("description"))
    said = (texts.NOTED.format(values=texts.SEMICOLON.join(notes)),) if notes else ()
    return Heard((Recognised(values),), said) if values else Heard()


def _is_empty(frame: Frame, slot: str) -> bool:
    kept = frame.slots.get(slot)
    return kept is None or kept.value is None or is_partial(frame, slot)
