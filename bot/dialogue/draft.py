"""Slots to a Need and back: what the dialogue gathers is the JSON of a need, cut into fields."""

from dataclasses import replace
from typing import Any

from api.domain.need import FIELDS, Need
from api.domain.need_json import need_from_json, need_json
from bot import texts
from bot.dialogue.flows.application import (
    APPLICANT,
    APPLICATION,
    APPLICATION_NUMBER,
    DECLARED,
    PROGRAMME,
    TITLE,
)
from bot.dialogue.flows.report import REPORT
from bot.dialogue.session import Frame, Provenance, Slot
from bot.understanding.title import compose_title

KEPT_AS_DRAFTS = frozenset({REPORT.name, APPLICATION.name})  # whose runs can be set aside
HIDDEN = ("secondary_category",)  # recognised with the rest, never asked for


def need_of(frame: Frame) -> Need:
    """The need so far, titled by where and what; what is open is unknown."""
    body: dict[str, Any] = {
        name: slot.value for name, slot in frame.slots.items() if slot.value is not None
    }
    deadline = body.pop("deadline", None) or {}
    body.update(deadline)
    need = need_from_json(body)
    title = compose_title(need.place, need.items, need.category)
    second = None if need.secondary_category is need.category else need.secondary_category
    return replace(need, title=title, secondary_category=second)


def title_of(frame: Frame) -> str:
    """What a run is called: by its reporter, else by where and what; empty while nothing is."""
    if frame.flow == APPLICATION.name:
        return frame.name or _of_application(frame)
    return frame.name or (need_of(frame).title if holds_answers(frame) else "")


def _of_application(frame: Frame) -> str:
    """The project, else for which programme; of a mended one its number."""
    number, title, programme = (
        slot.value if (slot := frame.slots.get(name)) else None
        for name in (APPLICATION_NUMBER, TITLE, PROGRAMME)
    )
    if number is not None:
        return texts.DRAFT_OF_MENDING.format(number=number)
    if title or not programme:
        return title or ""
    return texts.DRAFT_OF_APPLICATION.format(programme=programme["name"])


def holds_answers(frame: Frame) -> bool:
    """Whether anything would be lost with ``frame``."""
    if frame.flow != APPLICATION.name:
        return any(_is_filled(slot.value) for slot in frame.slots.values())
    return any(
        _is_filled(slot.value)
        for name, slot in frame.slots.items()
        if name not in (APPLICANT, DECLARED) and slot.provenance is not Provenance.RECOGNISED
    )


def slots_of(need: Need, provenance: dict[str, str] | None = None) -> dict[str, Slot]:
    """The slots a need fills. Without ``provenance`` (by field) all count as recognised."""
    body = need_json(need)
    body["deadline"] = (
        {"deadline": body["deadline"], "deadline_date": body["deadline_date"]}
        if body["deadline"]
        else None
    )
    given = provenance or {}
    return {
        name: Slot(body[name], Provenance(given.get(name, Provenance.RECOGNISED)))
        for name in (*FIELDS, *HIDDEN)
        if _is_filled(body[name])
    }


def provenance_of(frame: Frame) -> dict[str, str]:
    """The provenance to store with a submission: what was shown on the card is now confirmed."""
    confirmed = {Provenance.RECOGNISED: Provenance.CONFIRMED}
    return {
        name: confirmed.get(slot.provenance, slot.provenance).value
        for name, slot in frame.slots.items()
        if name in FIELDS
    }


def _is_filled(value: Any) -> bool:
    if isinstance(value, dict):
        return any(part is not None for part in value.values())
    return value is not None and value not in ("", [])
