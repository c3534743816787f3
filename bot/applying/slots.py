"""An application as the slots of its flow, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.domain.need_json import place_json
from api.domain.organisation import Organisation
from api.domain.place import Place
from api.domain.programme import Fact, Programme
from api.domain.programme_facts import FactAsked, FactType
from api.domain.project import BudgetLine, Project
from bot.dialogue.flows.application import DECLARED, LINES, PLACE, PROGRAMME, TITLE
from bot.dialogue.session import Frame, Provenance, Slot
from bot.eligibility.reading import full_name
from bot.eligibility.wording import short_title
from bot.organisations.slots import value_of
from bot.understanding.places import read_place
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer


def declared(
    organisations: Iterable[Organisation], programmes: Iterable[Programme]
) -> dict[str, Any]:
    """What a run carries of who may apply and for what."""
    return {
        "applicants": [{"key": one.key, "name": one.name} for one in organisations],
        "programmes": [
            {
                "key": one.key,
                "name": short_title(one),
                "facts": [
                    {
                        "slot": f"p{at}_{name}",
                        "fact": name,
                        "label": asked.label,
                        "question": asked.question,
                        "why": asked.why,
                        "choices": list(asked.choices),
                    }
                    for name, asked in asked_of(one).items()
                ],
            }
            for at, one in enumerate(programmes)
        ],
    }


def asked_of(programme: Programme) -> dict[str, FactAsked]:
    """What is asked besides the place and the budget, by the name of the fact."""
    kinds = {FactType.CHOICE, FactType.YES_NO}
    return {name: asked for name, asked in programme.facts.items() if asked.type in kinds}


def programme_of(frame: Frame) -> str:
    """The key of the programme chosen; empty until one is."""
    chosen = value_of(frame, PROGRAMME)
    return chosen["key"] if chosen else ""


def facts_asked(frame: Frame) -> dict[str, str]:
    """The slots of the questions of the programme chosen, each with the fact it asks for."""
    kept = value_of(frame, DECLARED) or {"programmes": []}
    return {
        one["slot"]: one["fact"]
        for each in kept["programmes"]
        if each["key"] == programme_of(frame)
        for one in each["facts"]
    }


def known_slots(kept: dict[str, Any], facts: Mapping[str, Mapping[str, Fact]]) -> dict[str, Slot]:
    """The answers known before they are asked: by the key of a programme, facts by their name."""
    return {
        one["slot"]: Slot(facts[each["key"]][one["fact"]], Provenance.RECOGNISED)
        for each in kept["programmes"]
        for one in each["facts"]
        if one["fact"] in facts.get(each["key"], {})
    }


def project_of(frame: Frame) -> Project:
    """The project answered in ``frame``.

    Raises:
        Invalid: it is none that could be judged.
    """
    place = value_of(frame, PLACE)
    answers = {
        fact: value
        for slot, fact in facts_asked(frame).items()
        if (value := value_of(frame, slot)) is not None
    }
    return Project(
        title=value_of(frame, TITLE) or "",
        place=full_name(Place(**place)) if place else "",
        lines=tuple(BudgetLine(*line) for line in value_of(frame, LINES) or ()),
        answers=answers,
    )


def slots_of_project(
    project: Project, kept: dict[str, Any], key: str, gazetteer: Gazetteer
) -> dict[str, Slot]:
    """The answers as they stand in an application under the programme ``key``, to be mended; what
    was not known stays skipped."""
    found = read_place(normalise(project.place).text, gazetteer)
    said: dict[str, Any] = {
        TITLE: project.title,
        PLACE: place_json(found.place) if found else None,
        LINES: [[line.name, line.fen, line.requested_fen] for line in project.lines],
    }
    for each in kept["programmes"]:
        if each["key"] == key:
            said |= {one["slot"]: project.answers.get(one["fact"]) for one in each["facts"]}
    return {
        slot: Slot(value, Provenance.SKIPPED if value is None else Provenance.SAID)
        for slot, value in said.items()
    }
