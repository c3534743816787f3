"""The card of a need: every field with its value and where the value came from."""

from api.domain.need import FIELDS
from bot import texts
from bot.dialogue.flow import Flow
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.turn import Card, CardRow
from bot.dialogue.values import label, shown
from bot.dialogue.wording import called, worded

_LONGEST = 120  # characters of a value on a card; the whole text is kept


def need_card(title: str, frame: Frame, *, recognised_only: bool = False, note: str = "") -> Card:
    """All fields of the need so far, or only those read out of free text."""
    fields = [field for field in FIELDS if not recognised_only or _is_read(frame, field)]
    return Card(title, tuple(_row(field, frame.slots.get(field)) for field in fields), note)


def answers_card(title: str, flow: Flow, frame: Frame) -> Card:
    """The answers of a flow that is not about a need, in the order asked."""
    rows = (
        _row(step.slot, frame.slots.get(step.slot), called(worded(flow, step)))
        for step in flow.steps
    )
    return Card(title, tuple(rows))


def _is_read(frame: Frame, field: str) -> bool:
    slot = frame.slots.get(field)
    return slot is not None and slot.provenance in (Provenance.RECOGNISED, Provenance.OPEN)


def _row(field: str, slot: Slot | None, name: str = "") -> CardRow:
    value = shown(field, slot.value) if slot else ""
    if len(value) > _LONGEST:
        value = value[:_LONGEST] + "…"
    return CardRow(field, name or label(field), value, _mark(slot))


def _mark(slot: Slot | None) -> str:
    if slot is None or slot.provenance in (Provenance.SKIPPED, Provenance.OPEN):
        return texts.MARK_OPEN
    return texts.MARK_RECOGNISED if slot.provenance is Provenance.RECOGNISED else ""
