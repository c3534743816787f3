"""A form typed as text (地点：… 人数：…), each line read like the answer to its question."""

import re
from datetime import date
from typing import Any

from bot.dialogue.flows.report import REPORT
from bot.dialogue.values import label
from bot.understanding.readers import ReadingContext, Value, read
from knowledge.places.gazetteer import Gazetteer

_LINE = re.compile(
    r"(?:^|(?<=[\n;；。]))[\s\d.、(（)）·-]*(?P<name>[^\s:：,，。;；\n]{2,8})\s*[:：]\s*(?P<said>[^\n;；。]+)"
)
_ALSO = {
    "需求": "items",
    "需求内容": "items",
    "所需物资": "items",
    "需要": "items",
    "受益人群": "beneficiaries",
}


def labelled(text: str, gazetteer: Gazetteer, today: date) -> dict[str, Any]:
    """The values of the fields that ``text`` labels, as far as they can be read."""
    names = _names()
    values: dict[str, Any] = {}
    for line in _LINE.finditer(text):
        slot, unit = names.get(line["name"], ("", ""))
        if not slot or slot in values:
            continue
        said = line["said"].strip()
        phrase = said + unit if said.replace(",", "").isdecimal() else said
        reading = read(slot, phrase, ReadingContext(gazetteer, today))
        if isinstance(reading, Value) and not reading.half:
            values[slot] = reading.json
    return values


def _names() -> dict[str, tuple[str, str]]:
    """Name of a field: the slot it stands for, and the unit of a bare number."""
    names = {name: (slot, "") for name, slot in _ALSO.items()}
    for step in REPORT.steps:
        if step.reader:
            names[label(step.slot)] = (step.reader, "")
            names |= {name: (step.reader, unit) for name, unit in step.aliases.items()}
    return names
