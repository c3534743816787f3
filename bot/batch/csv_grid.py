"""A sheet written as text: commas, semicolons or tabs, in any encoding Chinese offices write."""

import csv
import io
from collections.abc import Iterator

from api.domain.errors import Invalid
from bot import texts
from bot.batch.grid import Cell, Fault, Grid, GridRow
from bot.batch.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_SCANNED
from knowledge.reading.plain import decoded
from knowledge.reading.refusals import ImportRefused

_DELIMITERS = ",\t;，"
_HEAD = 5  # lines that show which delimiter it is


def read_csv(content: bytes) -> Grid:
    """The rows of ``content`` that are not empty.

    Raises:
        Invalid: no text, or none that is a table.
    """
    try:
        text = decoded(content)
        return tuple(_rows(text))
    except (ImportRefused, csv.Error):
        raise Invalid("sheet", texts.SHEET_DAMAGED) from None


def _rows(text: str) -> Iterator[GridRow]:
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    for number, values in enumerate(reader, start=1):
        if number > MAX_SCANNED:
            raise Invalid("sheet", texts.SHEET_TOO_LONG.format(limit=MAX_ROWS))
        cells = tuple(_cell(value) for value in values[:MAX_COLUMNS])
        if not all(cell.is_empty for cell in cells):
            yield GridRow(number, cells)


def _delimiter(text: str) -> str:
    head = "\n".join(text.split("\n", _HEAD)[:_HEAD])
    return max(_DELIMITERS, key=head.count)


def _cell(value: str) -> Cell:
    said = value.strip()[:MAX_CELL]
    return Cell(fault=Fault.FORMULA) if said.startswith("=") else Cell(said)
