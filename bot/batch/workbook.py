"""How the sheets we write look, and how untrusted text is put into a cell."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot import texts

_GREEN, _AMBER = "FFDDEFE9", "FFFCEBC5"
_HEADING = Font(bold=True)
_NOTE = Font(italic=True, color="FF5A6B66")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Put ``text`` into a cell as text, whatever it begins with: it is never a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.number_format = "@"
    cell.alignment = _WRAPPED
    return cell


def write_headings(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    """A row of headings, kept in sight when the sheet is scrolled."""
    for at, text in enumerate(headings, start=1):
        cell = write_text(sheet, row, at, text)
        cell.font, cell.fill = _HEADING, PatternFill("solid", fgColor=_GREEN)
        sheet.column_dimensions[get_column_letter(at)].width = 22


def write_notes(sheet: Worksheet, row: int, notes: Sequence[str]) -> None:
    """A row that says how to fill in the columns."""
    for at, text in enumerate(notes, start=1):
        write_text(sheet, row, at, text).font = _NOTE


def mark(cell: Cell) -> None:
    """Show that something is wrong with a cell."""
    cell.fill = PatternFill("solid", fgColor=_AMBER)


def offer_list(sheet: Worksheet, column: int, rows: range, labels: Sequence[str]) -> None:
    """A drop-down list in ``rows`` of ``column``, both counted from 1."""
    # A list in the formula itself holds at most 255 characters; ours are far shorter.
    choice = DataValidation(type="list", formula1=f'"{",".join(labels)}"', allow_blank=True)
    choice.showErrorMessage = True
    choice.error = texts.TEMPLATE_PICK
    letter = get_column_letter(column)
    choice.add(f"{letter}{rows[0]}:{letter}{rows[-1]}")
    sheet.add_data_validation(choice)


def saved(book: Workbook) -> bytes:
    """The content of the file."""
    book.properties.creator = "山海桥"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
