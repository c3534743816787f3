"""Slots to a Need and back: what the dialogue gathers is the JSON of a need, cut into fields."""

from typing import Any

from api.domain.need import FIELDS, Need
from api.domain.need_json import need_from_json, need_json
from bot.dialogue.session import Frame, Provenance, Slot

HIDDEN = ("title", "secondary_category")  # recognised with the rest, never asked for
_TITLE_LIMIT = 40  # characters; a title is read in a list


def need_of(frame: Frame) -> Need:
    """The need so far; what is open is unknown."""
    body: dict[str, Any] = {
        name: slot.value for name, slot in frame.slots.items() if slot.value is not None
    }
    deadline = body.pop("deadline", None) or {}
    body.update(deadline)
    need = need_from_json(body)
    return need if need.title else need_from_json({**body, "title": title_of(need)})


def title_of(need: Need) -> str:
    """A title from the place and the things lacking: 澜沧县木戛乡中心小学：冬衣、棉被."""
    place = need.place
    names = (place.county or place.prefecture or place.province, place.township, place.site)
    where = "".join(dict.fromkeys(name for name in names if name))
    what = "、".join(item.name for item in need.items)
    return "：".join(part for part in (where, what) if part)[:_TITLE_LIMIT]


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
