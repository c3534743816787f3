"""Where a run of a flow stands: how it begins, what is still open, what may be asked."""

from dataclasses import replace

from bot.dialogue.flow import CONFIRM, Flow
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.upgrading import upgraded


def begin(
    flow: Flow,
    nonce: str,
    *,
    slots: dict[str, Slot] | None = None,
    only: tuple[str, ...] = (),
    ticket: int | None = None,
    reason: str = "",
) -> Frame:
    """A new run of ``flow`` at its first open question."""
    frame = Frame(
        flow=flow.name,
        version=flow.version,
        step="",
        nonce=nonce,
        slots=dict(slots or {}),
        only=only,
        ticket=ticket,
        reason=reason,
    )
    return replace(frame, step=next_step(flow, frame))


def resumed(flow: Flow, frame: Frame) -> Frame:
    """``frame`` fit for the present version of ``flow``: answers stay, lost steps are left. The
    question that stands open stays if it is still asked, so that its answer is taken for it."""
    if frame.version == flow.version:
        return frame
    for upgrade in flow.upgrades:
        if frame.version < upgrade.version:
            frame = upgraded(frame, upgrade)
    known = {step.slot for step in flow.steps}
    frame = replace(
        frame,
        version=flow.version,
        history=tuple(slot for slot in frame.history if slot in known),
        offered=(),
        walk=None,
    )
    if can_change(flow, frame, frame.step):
        return frame
    return replace(frame, editing=False, step=next_step(flow, frame))


def is_open(frame: Frame, slot: str) -> bool:
    """Whether ``slot`` still waits for an answer in this run."""
    kept = frame.slots.get(slot)
    return kept is None or kept.provenance is Provenance.OPEN


def is_partial(frame: Frame, slot: str) -> bool:
    """Whether only part of the answer was recognised: what is there cannot simply be kept."""
    is_returned = frame.ticket is not None or bool(frame.reason)
    return frame.slots.get(slot) is not None and is_open(frame, slot) and not is_returned


def open_slots(flow: Flow, frame: Frame) -> tuple[str, ...]:
    """What is still to be asked, in order."""
    return tuple(s.slot for s in flow.steps_for(frame.only) if is_open(frame, s.slot))


def next_step(flow: Flow, frame: Frame) -> str:
    """The first open step, else the card."""
    return next(iter(open_slots(flow, frame)), CONFIRM)


def can_change(flow: Flow, frame: Frame, slot: str) -> bool:
    """Whether this run may ask for ``slot`` at all."""
    return any(step.slot == slot for step in flow.steps_for(frame.only))


def unproposed(flow: Flow, frame: Frame) -> Frame:
    """``frame`` without the candidates offered, back at the question that was pending."""
    step = next_step(flow, frame) if frame.editing else frame.step
    return replace(frame, step=step, offered=(), editing=False)
