"""Tables of figures as files: CSV, and a workbook in which numbers are numbers and no text is ever
a formula."""

from collections.abc import Callable

from openpyxl import Workbook
from starlette.responses import Response

from api.console.csv_export import attached, csv_response
from api.console.figure_table import Kind, Table
from bot.batch.workbook import saved, write_headings, write_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.SHARE: "0.0",
    Kind.DAYS: "0.0",
    Kind.HOURS: "0.0",
    Kind.LEVERAGE: "0.00",
}
LONGEST_TAB = 31  # characters of a sheet's name, by the format


def csv_file(table: Table, name: str) -> Response:
    """The table as CSV to save as ``name``, without ending."""
    return csv_response(f"{name}.csv", [table.headings, *table.filed()])


def xlsx_file(table: Table, name: str) -> Response:
    """The table as a workbook to save as ``name``, without ending."""
    return Response(workbook(table), media_type=XLSX, headers=attached(f"{name}.xlsx"))


FORMS: dict[str, Callable[[Table, str], Response]] = {"csv": csv_file, "xlsx": xlsx_file}


def workbook(table: Table) -> bytes:
    """One sheet with the table; what its figures mean stands below."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = table.title[:LONGEST_TAB]
    write_headings(sheet, 1, table.headings)
    sheet.freeze_panes = "A2"
    at = 1
    for at, row in enumerate(table.filed(), start=2):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True), start=1):
            written = write_text(sheet, at, place, cell if isinstance(cell, str) else "")
            if not isinstance(cell, str | None):
                written.value = cell
                written.number_format = FORMATS.get(column.kind, "0")
    for below, meaning in enumerate(table.meanings, start=at + 2):
        write_text(sheet, below, 1, meaning.figure)
        write_text(sheet, below, 2, meaning.is_what)
    return saved(book)
