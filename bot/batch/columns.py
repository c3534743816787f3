"""The columns of a sheet of needs: those of the template, made from the report flow, and what a
heading somebody else gave a column means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from api.domain.need import FIELDS
from bot.dialogue.flow import Step
from bot.dialogue.flows.report import REPORT
from bot.understanding.lexicon import lexicon
from knowledge.normalise import normalise

# Columns of the sheet given back; 序号 is in many a sheet. They say nothing about a need.
ROW_COLUMN, PROBLEM_COLUMN, SERIAL = "原行号", "问题", "序号"

_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_MARKS = re.compile(r"[\s*＊※:：、/]")
_UNIT = re.compile("单位[:：]?")
_UNITS = frozenset({"元", "万元", "千元", "人", "名", "户", "万"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column fills: the slot, the unit of a bare number in it, and, of columns that fill a
    slot together, its place among them (``None`` for a column that stands alone)."""

    slot: str
    unit: str = ""
    part: int | None = None


def steps() -> tuple[Step, ...]:
    """The questions of a report that a cell can answer, in the order asked; not the evidence."""
    return tuple(step for step in REPORT.steps if step.reader)


def heading(step: Step) -> str:
    """The heading of a column of the template; ``*`` marks what must be filled in."""
    return f"{FIELDS[step.slot]}*" if step.required else FIELDS[step.slot]


def note(step: Step) -> str:
    """What the row under the headings says of a column."""
    if step.choices:
        return f"从下拉列表中选：{'、'.join(choice.label for choice in step.choices)}"
    return step.example


def meaning(said: str) -> Meaning | None:
    """What a column headed ``said`` fills; ``None`` for a column of no use here."""
    plain = normalise(said).text
    name = _MARKS.sub("", _BRACKETS.sub("", plain))
    found = _names().get(name)
    if found is None or found.part is not None:
        return found
    units = [_UNIT.sub("", inside) for inside in _BRACKETS.findall(plain)]
    unit = next((unit for unit in units if unit in _UNITS), found.unit)
    return Meaning(found.slot, unit)


@cache
def _names() -> dict[str, Meaning]:
    return {_MARKS.sub("", name): what for name, what in (*_declared(), *_listed())}


def _declared() -> Iterator[tuple[str, Meaning]]:
    """The names the report flow knows: of an amount the first unit counts, of people none."""
    for step in steps():
        units = {unit for unit in step.aliases.values() if unit}
        yield FIELDS[step.slot], Meaning(step.slot, units.pop() if len(units) == 1 else "")
        for name, unit in step.aliases.items():
            yield name, Meaning(step.slot, unit)


def _listed() -> Iterator[tuple[str, Meaning]]:
    lists = lexicon("columns")
    for slot, column in lists["alone"].items():
        for name in column["names"]:
            yield name, Meaning(column.get("slot", slot), column.get("unit", ""))
    for slot, parts in lists["together"].items():
        for part, names in enumerate(parts):
            for name in names:
                yield name, Meaning(slot, part=part)
