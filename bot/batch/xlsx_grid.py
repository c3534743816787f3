"""A sheet of a workbook. Only what was saved is read: no formula is computed, no link followed."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from api.domain.errors import Invalid
from bot import texts
from bot.batch.grid import Cell, Fault, Grid, GridRow
from bot.batch.limits import (
    MAX_BLANK,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_ROWS,
    MAX_SCANNED,
    MAX_SHEETS,
    MAX_UNPACKED,
)
from knowledge.reading.package import check_package
from knowledge.reading.refusals import ImportRefused, Reason

_ENTRY = b"PK\x01\x02"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^>]*\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']"""
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
# What openpyxl raises for parts that are not what they should be.
_DAMAGED = (
    InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError,
    AttributeError, SyntaxError, EOFError, OSError, NotImplementedError, OverflowError,
)  # fmt: skip


def read_xlsx(content: bytes) -> tuple[Grid, ...]:
    """The rows of each visible sheet of a workbook, in the order of the sheets.

    Raises:
        Invalid: damaged, encrypted, or unfolding to more than a list of needs ever does.
    """
    _check(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and lists it does not know: not our matter
            return tuple(_sheets(content))
    except Invalid:
        raise
    except _DAMAGED:
        raise Invalid("sheet", texts.SHEET_DAMAGED) from None


def _check(content: bytes) -> None:
    if content.count(_ENTRY) > MAX_PARTS:
        raise Invalid("sheet", texts.SHEET_UNFOLDS)
    try:
        check_package(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except ImportRefused as refused:
        raise Invalid("sheet", _why(refused.reason)) from None
    if unpacked > MAX_UNPACKED:
        raise Invalid("sheet", texts.SHEET_UNFOLDS)


def _why(reason: Reason) -> str:
    if reason is Reason.ENCRYPTED:
        return texts.SHEET_ENCRYPTED
    return texts.SHEET_DAMAGED if reason is Reason.DAMAGED else texts.SHEET_UNFOLDS


def _sheets(content: bytes) -> Iterator[Grid]:
    saved = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in saved.worksheets[:MAX_SHEETS]:
            if sheet.sheet_state != "visible":
                continue
            part = archive.read(sheet._worksheet_path)  # type: ignore[attr-defined]
            formulas = _formulas(content, sheet.title) if _FORMULA.search(part) else frozenset()
            rows = _rows(saved, sheet.title, _hidden(part), formulas)
            yield tuple(_spread(rows, _merged(part)))


def _hidden(part: bytes) -> frozenset[int]:
    """The numbers of hidden rows, which the reader of large sheets does not tell."""
    found = set()
    for row in _ROW.finditer(part):
        number = _NUMBER.search(row[1])
        if number and _HIDDEN.search(row[1]):
            found.add(int(number[1]))
    return frozenset(found)


def _merged(part: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    """Where cells were made one with the cell above: place (row, column) of each to that of the
    first. The first column of a range is enough: a title across the sheet fills no others."""
    found = {}
    for match in _MERGED.finditer(part):
        left, top, bottom = match[1], int(match[2]), int(match[3])
        column = column_index_from_string(left.decode())
        for row in range(top + 1, min(bottom, top + MAX_ROWS) + 1):
            found[row, column] = (top, column)
    return found


def _spread(
    rows: Iterator[GridRow], merged: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[GridRow]:
    """The rows with what stands in a merged cell in each row it reaches over; a row in which
    nothing else stands stays left out."""
    seen: dict[tuple[int, int], Cell] = {}
    firsts = set(merged.values())
    for row in rows:
        cells = list(row.cells)
        for at, cell in enumerate(cells, start=1):
            place = (row.number, at)
            if place in firsts:
                seen[place] = cell
            elif cell.is_empty and place in merged:
                cells[at - 1] = seen.get(merged[place], cell)
        yield replace(row, cells=tuple(cells))


def _formulas(content: bytes, title: str) -> frozenset[tuple[int, int]]:
    """Where formulas stand: row and column, both counted from 1."""
    written = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    return frozenset(
        (number, column)
        for number, cells in enumerate(_scanned(written, title), start=1)
        for column, cell in enumerate(cells, start=1)
        if cell.data_type == "f"
    )


def _scanned(book: Workbook, title: str) -> Iterator[tuple[Any, ...]]:
    sheet = book[title]
    sheet.reset_dimensions()  # what the file says of its size need not be true
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        blank = blank + 1 if all(cell.value is None for cell in cells) else 0
        if blank > MAX_BLANK:
            return  # a whole column was coloured, or a stray cell stands far below
        if number > MAX_SCANNED:
            raise Invalid("sheet", texts.SHEET_TOO_LONG.format(limit=MAX_ROWS))
        yield cells


def _rows(
    book: Workbook, title: str, hidden: frozenset[int], formulas: frozenset[tuple[int, int]]
) -> Iterator[GridRow]:
    for number, values in enumerate(_scanned(book, title), start=1):
        cells = tuple(
            _cell(cell, (number, column) in formulas) for column, cell in enumerate(values, start=1)
        )
        if not all(cell.is_empty for cell in cells):
            yield GridRow(number, cells, number in hidden)


def _cell(cell: Any, is_formula: bool) -> Cell:
    if cell.data_type == "e":
        return Cell(fault=Fault.ERROR)
    if cell.value is None:
        return Cell(fault=Fault.FORMULA) if is_formula else Cell()
    return Cell(_UNPRINTABLE.sub("", _shown(cell.value)).strip()[:MAX_CELL])


def _shown(value: Any) -> str:
    """A value as a person would type it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _number(value: float) -> str:
    """Without the digits that binary fractions add: 0.3, not 0.30000000000000004."""
    exact = Decimal(f"{value:.10g}")
    return f"{exact:f}".rstrip("0").rstrip(".") if "." in f"{exact:f}" else f"{exact:f}"
