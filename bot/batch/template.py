"""The sheet to fill in: made from the declaration of the report, so that it never drifts."""

from functools import cache

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot import texts
from bot.batch.columns import heading, note, steps
from bot.batch.limits import MAX_ROWS
from bot.batch.workbook import offer_list, saved, write_headings, write_notes

_NOTES = 2  # the row under the headings; needs begin below
_WIDE = 60


@cache
def template() -> bytes:
    """The content: a sheet to fill in, and one that explains it."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - what a new workbook has
    sheet.title = texts.TEMPLATE_SHEET
    _fill_in(sheet)
    _explain(book.create_sheet(texts.TEMPLATE_HELP_SHEET))
    return saved(book)


def _fill_in(sheet: Worksheet) -> None:
    write_headings(sheet, 1, [heading(step) for step in steps()])
    write_notes(sheet, _NOTES, [note(step) for step in steps()])
    sheet.freeze_panes = f"A{_NOTES + 1}"
    for column, step in enumerate(steps(), start=1):
        labels = [choice.label for choice in step.choices]
        if labels:
            offer_list(sheet, column, range(_NOTES + 1, _NOTES + MAX_ROWS + 1), labels)


def _explain(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 16
    for line in texts.TEMPLATE_HELP:
        sheet.append([line.format(limit=MAX_ROWS)])
    sheet.append([])
    write_headings(sheet, sheet.max_row + 1, texts.TEMPLATE_HELP_HEADINGS)
    for step in steps():
        must = texts.TEMPLATE_MUST if step.required else texts.TEMPLATE_MAY
        write_notes(sheet, sheet.max_row + 1, [heading(step), must, step.question, note(step)])
    sheet.column_dimensions["C"].width = sheet.column_dimensions["D"].width = _WIDE
