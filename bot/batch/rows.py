"""A row read into a need, each cell by the reader that reads the answer in the dialogue."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.need import Need
from api.domain.redaction import mask
from bot import texts
from bot.batch.columns import note, steps
from bot.batch.grid import Cell, Fault, GridRow
from bot.batch.table import Column, Table
from bot.dialogue.draft import need_of, provenance_of
from bot.dialogue.flow import Step
from bot.dialogue.flows.report import REPORT
from bot.dialogue.progress import begin
from bot.dialogue.session import Provenance, Slot
from bot.dialogue.values import merged
from bot.understanding.readers import Choose, Misread, ReadingContext, Value, read
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LONGEST_CELL = 300  # characters that are read; some grammars take time with the square of it
_NUMBER = re.compile(r"[\d,.]+")
# 冬衣 200 套 is one thing: blanks around a number in a cell only set it apart.
_SET_APART = re.compile(r"(?<=[\u3400-\u9fff])[^\S\n]+(?=\d)|(?<=\d)[^\S\n]+(?=[\u3400-\u9fff])")
_ALONE = {"place": 99, "items": -1}  # where a column that fills the slot alone stands among parts
_SAID = 30  # characters of a cell that are repeated in a sentence about it
_NAMED = 4  # candidates that are named


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: its column's heading, what stands in it, what to write."""

    column: str
    said: str
    message: str

    @property
    def named(self) -> str:
        """The heading without the mark of what must be filled in."""
        return self.column.rstrip("*＊ ")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was understood.

    ``cells`` are the texts of the table's columns, personal numbers masked. ``need`` is ``None``
    where there are ``problems``. ``remarks`` say what was inferred or taken out. ``digest`` is
    that of the content: the same row elsewhere, in another order of columns, has the same.
    """

    number: int
    cells: tuple[str, ...]
    need: Need | None
    provenance: dict[str, str]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    digest: str


@dataclass(slots=True)
class _Reading:
    """What has been read of one row so far."""

    gazetteer: Gazetteer
    today: date
    slots: dict[str, Slot] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def context(self) -> ReadingContext:
        budget = self.slots.get("budget_yuan")
        known = Decimal(str(budget.value)) if budget and budget.value is not None else None
        return ReadingContext(self.gazetteer, self.today, Need("", budget_yuan=known))


def read_rows(table: Table, gazetteer: Gazetteer, today: date) -> Iterator[ReadRow]:
    """Each row of ``table``. ``today`` is the date in Asia/Shanghai, for deadlines."""
    for row in table.rows:
        yield _read_row(table, row, _Reading(gazetteer, today))


def _read_row(table: Table, row: GridRow, reading: _Reading) -> ReadRow:
    for step in steps():
        columns = [column for column in table.columns if column.means.slot == step.slot]
        _read_slot(step, [(column, row.cell(column.at)) for column in columns], reading)
    frame = begin(REPORT, "", slots=reading.slots)
    raw = [row.cell(column.at).text for column in table.columns]
    cells = [mask(text) for text in raw]
    if cells != raw:
        reading.remarks.append(texts.ROW_MASKED)
    return ReadRow(
        number=row.number,
        cells=tuple(cells),
        need=None if reading.problems else need_of(frame),
        provenance=provenance_of(frame),
        problems=tuple(reading.problems),
        remarks=tuple(reading.remarks),
        digest=_digest(reading.said),
    )


def _read_slot(step: Step, cells: list[tuple[Column, Cell]], reading: _Reading) -> None:
    faulty = [(column, cell.fault) for column, cell in cells if cell.fault]
    for column, fault in faulty:
        message = texts.CELL_FORMULA if fault is Fault.FORMULA else texts.CELL_ERROR
        reading.problems.append(Problem(column.heading, "", message))
    filled = [(column, mask(cell.text)) for column, cell in cells if cell.text]
    if not filled and not faulty:
        _left_open(step, cells, reading)
    elif not faulty:
        _read_filled(step, filled, reading)


def _left_open(step: Step, cells: list[tuple[Column, Cell]], reading: _Reading) -> None:
    if step.required:
        name = cells[0][0].heading
        reading.problems.append(Problem(name, "", texts.CELL_MISSING.format(example=note(step))))
    else:
        reading.slots[step.slot] = Slot(None, Provenance.SKIPPED)


def _read_filled(step: Step, filled: list[tuple[Column, str]], reading: _Reading) -> None:
    phrases = list(_phrases(step, filled))
    reading.said[step.slot] = "；".join(phrase for _, phrase in phrases)
    value: Any = None
    for column, phrase in phrases:
        found = _understood(step, phrase, reading.context)
        if isinstance(found, Misread):
            reading.problems.append(Problem(column.heading, _short(phrase), found.message))
            return
        if found.note:
            reading.remarks.append(found.note)
        value = merged(step.slot, value, found.json)
    reading.slots[step.slot] = Slot(value, Provenance.SAID)


def _phrases(step: Step, filled: list[tuple[Column, str]]) -> Iterator[tuple[Column, str]]:
    """What is read at once: columns of people each by itself, parts of a slot together."""
    if step.slot == "beneficiaries":
        for column, text in filled:
            yield column, _with_unit(text, column.means.unit)
        return
    ordered = sorted(filled, key=lambda one: _place_of(step.slot, one[0].means.part))
    said = [_with_unit(text, column.means.unit) for column, text in ordered]
    if step.slot == "place":  # 澜沧县 beside 澜沧县木戛乡 says nothing more
        said = [part for at, part in enumerate(said) if not any(part in p for p in said[at + 1 :])]
    yield ordered[0][0], "".join(said)


def _place_of(slot: str, part: int | None) -> int:
    return _ALONE.get(slot, 0) if part is None else part


def _with_unit(text: str, unit: str) -> str:
    text = _SET_APART.sub("", text)
    return text + unit if unit and _NUMBER.fullmatch(text) else text


def _understood(step: Step, phrase: str, context: ReadingContext) -> Value | Misread:
    """The value, or what to write instead; several candidates are to be told apart."""
    if step.slot != "description" and len(phrase) > LONGEST_CELL:
        return Misread(texts.CELL_TOO_LONG.format(limit=LONGEST_CELL))
    plain = normalise(phrase).text
    for choice in step.choices:
        if plain in {choice.label, choice.code}:
            return Value(choice.code)
    found = read(step.slot, phrase, context)
    if isinstance(found, Choose):
        return Misread(_candidates(found))
    if isinstance(found, Value) and found.half:
        return Misread(found.note)
    return found


def _candidates(found: Choose) -> str:
    labels = [label for label, _ in found.candidates]
    if len(labels) == 1:
        return texts.CELL_DOUBTFUL.format(value=labels[0])
    named = "；".join(labels[:_NAMED])
    sentence = texts.CELL_AMBIGUOUS if len(labels) <= _NAMED else texts.CELL_AMBIGUOUS_MANY
    return sentence.format(values=named, count=len(labels))


def _short(text: str) -> str:
    return text if len(text) <= _SAID else f"{text[:_SAID]}…"


def _digest(said: dict[str, str]) -> str:
    plain = {slot: re.sub(r"\s", "", normalise(text).text) for slot, text in said.items()}
    body = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()
