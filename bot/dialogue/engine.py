"""The pure dialogue engine: ``advance`` takes a flow, a frame and an event to the next frame."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot import texts
from bot.dialogue import notes
from bot.dialogue.events import (
    Ambiguous,
    Answered,
    Attached,
    Changing,
    Doubted,
    Event,
    Halved,
    Joined,
    Kept,
    Recognised,
    Resolved,
    SetAside,
    Skipped,
    Submitted,
    Walked,
    WentBack,
)
from bot.dialogue.flow import CARDS, CONFIRM, FIELD, OVERLAP, Flow
from bot.dialogue.overlapping import choosing, joinable
from bot.dialogue.progress import can_change, is_open, is_partial, next_step, open_slots
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.values import merged, with_or_without
from bot.dialogue.wording import called, worded

EVIDENCE = "evidence"
# What may happen while a place is picked by buttons without ending that.
_BESIDE_A_WALK = (Doubted, Resolved, Recognised, Attached)


class Effect(StrEnum):
    """What the caller must do now that the frame has ended or wants to end."""

    SUBMIT = "submit"
    FINISHED = "finished"  # the last answer of a flow without a card
    CANCEL = "cancel"
    RESTART = "restart"
    SET_ASIDE = "set_aside"
    ANOTHER = "another"  # another run is to begin beside this one
    JOIN = "join"  # the report becomes part of another ticket
    SAME = "same"  # what seemed to begin another run belongs to this one


@dataclass(frozen=True, slots=True)
class Outcome:
    """The frame after an event, what to say about it, and what the caller must do."""

    frame: Frame
    notes: tuple[str, ...] = ()
    effect: Effect | None = None


def advance(flow: Flow, frame: Frame, event: Event) -> Outcome:
    """What ``event`` makes of ``frame``. Never loses a slot; unknown states fall back to asking."""
    if frame.doubt is not None and not isinstance(event, Resolved | Doubted):
        frame = replace(frame, doubt=None)  # whoever simply goes on did not mean it
    if not isinstance(event, _BESIDE_A_WALK):
        frame = replace(frame, walk=None)
    return _HANDLERS[type(event)](flow, frame, event)


def _with_slot(frame: Frame, slot: str, value: Any, provenance: Provenance) -> Frame:
    return replace(frame, slots={**frame.slots, slot: Slot(value, provenance)})


def _onward(flow: Flow, frame: Frame, answered: str) -> Outcome:
    """To the next open step. A question other than the one asked leaves the one asked pending."""
    if frame.step not in (answered, FIELD, OVERLAP):
        return Outcome(frame)
    history = frame.history
    if not frame.editing and frame.step not in CARDS:
        history = (*(slot for slot in history if slot != answered), answered)
    frame = replace(frame, history=history, offered=(), editing=False)
    frame = replace(frame, step=next_step(flow, frame))
    done = frame.step == CONFIRM and not flow.confirm
    return Outcome(frame, effect=Effect.FINISHED if done else None)


def _answered(flow: Flow, frame: Frame, event: Answered) -> Outcome:
    if not can_change(flow, frame, event.slot):
        return Outcome(frame, (notes.only_these(frame.only),))
    if flow.step(event.slot).many:
        return _gathered(flow, frame, event)
    old = frame.slots.get(event.slot)
    value = merged(event.slot, old.value if old else None, event.value)
    changed = (event.slot != frame.step or frame.editing) and (old is None or old.value != value)
    frame = _with_slot(frame, event.slot, value, Provenance.SAID)
    outcome = _onward(flow, frame, event.slot)
    name = called(worded(flow, flow.step(event.slot)))
    said = (notes.changed(name, event.slot, value),) if changed else ()
    return replace(outcome, notes=said)


def _gathered(flow: Flow, frame: Frame, event: Answered) -> Outcome:
    """One more of many, or one less when it was there; a list typed at once is all of them."""
    if isinstance(event.value, list):
        frame = _with_slot(frame, event.slot, event.value, Provenance.SAID)
        return _onward(flow, frame, event.slot)
    old = frame.slots.get(event.slot)
    value = with_or_without(old.value if old else None, event.value)
    frame = _with_slot(frame, event.slot, value, Provenance.SAID)
    editing = frame.editing or frame.step != event.slot
    return Outcome(replace(frame, step=event.slot, offered=(), editing=editing))


def _halved(flow: Flow, frame: Frame, event: Halved) -> Outcome:
    if not can_change(flow, frame, event.slot):
        return Outcome(frame, (notes.only_these(frame.only),))
    pending = event.slot == frame.step and not frame.editing
    frame = _with_slot(frame, event.slot, event.value, Provenance.OPEN)
    return Outcome(replace(frame, step=event.slot, offered=(), editing=not pending))


def _recognised(flow: Flow, frame: Frame, event: Recognised) -> Outcome:
    slots = dict(frame.slots)
    for slot, value in event.values.items():
        if is_open(frame, slot) or slots[slot].value is None:
            slots[slot] = Slot(value, Provenance.RECOGNISED)
    frame = replace(frame, slots=slots)
    if frame.step in CARDS or frame.editing or is_open(frame, frame.step):
        return Outcome(frame)
    return Outcome(replace(frame, step=next_step(flow, frame), offered=()))


def _ambiguous(flow: Flow, frame: Frame, event: Ambiguous) -> Outcome:
    if not can_change(flow, frame, event.slot):
        return Outcome(frame, (notes.only_these(frame.only),))
    editing = frame.editing or frame.step != event.slot
    return Outcome(replace(frame, step=event.slot, offered=event.candidates, editing=editing))


def _walked(flow: Flow, frame: Frame, event: Walked) -> Outcome:
    if not can_change(flow, frame, event.slot):
        return Outcome(frame, (notes.only_these(frame.only),))
    editing = frame.editing or frame.step != event.slot
    return Outcome(replace(frame, step=event.slot, walk=event.to, offered=(), editing=editing))


def _attached(flow: Flow, frame: Frame, event: Attached) -> Outcome:
    if not can_change(flow, frame, EVIDENCE):
        return Outcome(frame, (notes.only_these(frame.only),))
    old = frame.slots.get(EVIDENCE)
    files = [*(old.value or ()), event.file] if old else [event.file]
    files = list(dict.fromkeys(files))
    frame = _with_slot(frame, EVIDENCE, files, Provenance.SAID)
    return Outcome(frame, (notes.attached(len(files), asked=frame.step == EVIDENCE),))


def _changing(flow: Flow, frame: Frame, event: Changing) -> Outcome:
    if event.slot is None:
        return Outcome(replace(frame, step=FIELD, offered=(), editing=False))
    if not can_change(flow, frame, event.slot):
        return Outcome(frame, (notes.only_these(frame.only),))
    pending = event.slot == frame.step and not frame.editing
    return Outcome(replace(frame, step=event.slot, offered=(), editing=not pending))


def _skipped(flow: Flow, frame: Frame, event: Skipped) -> Outcome:
    if frame.step in CARDS:
        return Outcome(frame, (texts.NOTHING_TO_SKIP,))
    kept = frame.slots.get(frame.step)
    if kept is not None and kept.value is not None and kept.provenance is not Provenance.OPEN:
        return _kept(flow, frame, Kept())
    required = worded(flow, flow.step(frame.step)).required
    if required:
        return Outcome(frame, (required,))
    value = kept.value if kept else None
    frame = _with_slot(frame, frame.step, value, Provenance.SKIPPED)
    return _onward(flow, frame, frame.step)


def _kept(flow: Flow, frame: Frame, event: Kept) -> Outcome:
    if frame.step in CARDS:
        return Outcome(replace(frame, step=next_step(flow, frame)))
    slot = frame.slots.get(frame.step)
    if slot is None or slot.value is None or is_partial(frame, frame.step):
        return _skipped(flow, frame, Skipped())
    known = {Provenance.RECOGNISED: Provenance.CONFIRMED, Provenance.OPEN: Provenance.SAID}
    provenance = known.get(slot.provenance, slot.provenance)
    frame = _with_slot(frame, frame.step, slot.value, provenance)
    return _onward(flow, frame, frame.step)


def _went_back(flow: Flow, frame: Frame, event: WentBack) -> Outcome:
    if frame.editing or frame.step in (FIELD, OVERLAP):
        frame = replace(frame, editing=False, offered=())
        return Outcome(replace(frame, step=next_step(flow, frame)))
    if not frame.history:
        return Outcome(frame, (notes.no_step_before(at_card=frame.step == CONFIRM),))
    *history, step = frame.history
    return Outcome(replace(frame, step=step, history=tuple(history), offered=()))


def _doubted(flow: Flow, frame: Frame, event: Doubted) -> Outcome:
    return Outcome(replace(frame, doubt=event.act))


def _resolved(flow: Flow, frame: Frame, event: Resolved) -> Outcome:
    act, frame = frame.doubt, replace(frame, doubt=None)
    if act is None or not event.yes:
        same = Effect.SAME if act == Effect.ANOTHER else None
        return Outcome(frame, (texts.GOING_ON,), same)
    return Outcome(frame, effect=Effect(act))


def _submitted(flow: Flow, frame: Frame, event: Submitted) -> Outcome:
    if frame.offered:
        return Outcome(frame)  # a change was begun: it is settled first
    waiting = open_slots(flow, frame)
    if waiting:
        return Outcome(replace(frame, step=waiting[0]), (notes.still_open(waiting),))
    return Outcome(frame, effect=Effect.SUBMIT)


def _joined(flow: Flow, frame: Frame, event: Joined) -> Outcome:
    if frame.step != OVERLAP or event.number not in joinable(frame):
        return Outcome(frame)
    return Outcome(choosing(frame, event.number, adds=event.adds), effect=Effect.JOIN)


# Each handler takes its own event type, which a dict of functions cannot say; ``advance`` looks
# the handler up by that very type.
_HANDLERS: dict[type[Any], Callable[[Flow, Frame, Any], Outcome]] = {
    Answered: _answered,
    Halved: _halved,
    Recognised: _recognised,
    Ambiguous: _ambiguous,
    Walked: _walked,
    Attached: _attached,
    Changing: _changing,
    Skipped: _skipped,
    Kept: _kept,
    WentBack: _went_back,
    Doubted: _doubted,
    Resolved: _resolved,
    Submitted: _submitted,
    SetAside: lambda flow, frame, event: Outcome(frame, effect=Effect.SET_ASIDE),
    Joined: _joined,
}
