"""The sheet given back: the rows as they were read, with a column that says what became of each."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot import texts
from bot.batch.columns import PROBLEM_COLUMN, ROW_COLUMN, meaning, steps
from bot.batch.kept import Batch, Judged
from bot.batch.preview import told
from bot.batch.workbook import mark, offer_list, saved, write_headings, write_text

_LEFT = 1  # columns before those that were read: the number of the row


def annotated(batch: Batch, rows: tuple[Judged, ...]) -> bytes:
    """Its content. It can be mended and sent again as it is."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - what a new workbook has
    sheet.title = texts.TEMPLATE_SHEET
    write_headings(sheet, 1, (ROW_COLUMN, *batch.headings, PROBLEM_COLUMN))
    sheet.freeze_panes = "B2"
    for at, one in enumerate(rows, start=2):
        _write_row(sheet, at, batch, one)
    _offer_lists(sheet, batch, len(rows) + 1)
    return saved(book)


def _write_row(sheet: Worksheet, at: int, batch: Batch, one: Judged) -> None:
    sheet.cell(at, 1, one.row.number)
    faulty = {problem.column for problem in one.row.problems}
    for column, text in enumerate(one.row.cells):
        cell = write_text(sheet, at, column + _LEFT + 1, text)
        if batch.headings[column] in faulty:
            mark(cell)
    write_text(sheet, at, len(batch.headings) + _LEFT + 1, told(one))


def _offer_lists(sheet: Worksheet, batch: Batch, last: int) -> None:
    choices = {step.slot: [choice.label for choice in step.choices] for step in steps()}
    for column, text in enumerate(batch.headings, start=_LEFT + 1):
        means = meaning(text)
        if means and choices.get(means.slot):
            offer_list(sheet, column, range(2, last + 1), choices[means.slot])
