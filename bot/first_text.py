"""Free text a report begins with, or an answer that says more than was asked, as slots."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.domain.need_json import item_json, place_json
from bot.dialogue.draft import slots_of
from bot.dialogue.events import Ambiguous
from bot.dialogue.session import Offered, Provenance, Slot
from bot.labelled import labelled
from bot.understanding.dates import find_deadline, is_season
from bot.understanding.lists import read_items
from bot.understanding.people import read_people
from bot.understanding.readers import Choose
from bot.understanding.report import Understood, understand
from bot.understanding.things import is_thing
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

_TOLD_BY_A_PLACE = frozenset({"place", "category", "description"})
_TELLS_THING = frozenset({"items", "description"})  # answers from which a category can be told

_SHORT = 12  # characters
_TELLS_MORE = 30  # characters; what is longer describes something even if no field was read


@dataclass(frozen=True, slots=True)
class FirstText:
    """What was recognised: slots, sentences of warning, and a place to choose if it is unclear."""

    slots: dict[str, Slot]
    warnings: tuple[str, ...]
    unclear: Ambiguous | None


def read_first(text: str, gazetteer: Gazetteer, today: date) -> FirstText:
    """Everything ``text`` says about a need, marked as recognised; what is only half said (a
    site without its county, a kind of people without their number) is kept and still asked."""
    understood = understand(text, gazetteer, today)
    half = {*understood.missing, *_vague(understood)}
    slots = {
        name: replace(slot, provenance=Provenance.OPEN) if name in half else slot
        for name, slot in slots_of(understood.need, {"description": Provenance.SAID}).items()
    }
    if "deadline" in _vague(understood):
        season = {"deadline": understood.need.deadline, "deadline_date": None}
        slots["deadline"] = Slot(season, Provenance.OPEN)
    for name, value in labelled(text, gazetteer, today).items():
        if name not in slots or slots[name].provenance is Provenance.OPEN:
            slots[name] = Slot(value, Provenance.RECOGNISED)
    if slots.keys() <= _TOLD_BY_A_PLACE and len(text) < _TELLS_MORE:
        slots.pop("description", None)  # 我要报个需求 describes nothing, nor does a place alone
    return FirstText(slots, understood.warnings, _which_place(understood))


def besides(text: str, asked: str, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    """Values ``text`` states for other slots than the one ``asked``.

    The name of a place (某某小学) is no statement of a category, so that is taken only from
    answers that tell what is lacking.
    """
    understood = understand(text, gazetteer, today)
    stated = {
        name: slot.value
        for name, slot in slots_of(understood.need).items()
        if name in understood.spans
        and name not in (asked, *understood.missing, *_vague(understood))
        and (name != "category" or asked in _TELLS_THING)
    }
    if asked != "deadline" and "deadline" not in stated and len(text) <= _SHORT:
        stated |= _day(text, today)
    if asked != "items" and "items" not in stated and len(text) <= _TELLS_MORE:
        stated |= _things(text)
    form = labelled(text, gazetteer, today)
    return {slot: form[slot] for slot in form if slot != asked} | stated


def _things(text: str) -> dict[str, Any]:
    """Counted things (冬衣200套) are what is lacking, also without a word that says so."""
    plain = normalise(text).text
    items = () if read_people(plain).count is not None else read_items(plain)
    counted = all(item.quantity and item.unit and is_thing(item.name) for item in items)
    return {"items": [item_json(item) for item in items]} if items and counted else {}


def _vague(understood: Understood) -> tuple[str, ...]:
    """A season (冬天) tells what the things are for; by when they must come is still asked."""
    deadline = understood.need.deadline
    return ("deadline",) if deadline and is_season(deadline) else ()


def _day(text: str, today: date) -> dict[str, Any]:
    """A short sentence that is a day and nothing else (12月15号) says by when, without 前."""
    plain = normalise(text).text
    for written in (f"{plain}内", f"{plain}前"):
        found = find_deadline(written, today)
        if found and found.value.date and found.start == 0 and found.end >= len(plain):
            day = found.value.date.isoformat()
            return {"deadline": {"deadline": text, "deadline_date": day}}
    return {}


def _which_place(understood: Understood) -> Ambiguous | None:
    if not understood.places:
        return None
    return Ambiguous(
        "place", tuple(Offered(str(place), place_json(place)) for place in understood.places)
    )


def offered(reading: Choose) -> tuple[Offered, ...]:
    """The candidates of a reading as the engine offers them."""
    return tuple(Offered(label, value) for label, value in reading.candidates)
