"""Tables as files, row by row: CSV and XLSX in which no text is ever a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from api.console.csv_export import inert
from api.domain.errors import Invalid

MOST_ROWS = 1_048_576  # of a sheet in Excel, the headings among them
WIDTH = 18  # of a column, in letters
AMOUNT = "#,##0.00"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that is read once. A ``Decimal`` is an amount in yuan."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_csv(out: IO[bytes], sheet: Sheet) -> int:
    """Write UTF-8 with the mark by which spreadsheets know it; returns how many rows there are."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([inert(heading) for heading in sheet.headings])
    count = 0
    for row in sheet.rows:
        writer.writerow([inert(cell) for cell in row])
        count += 1
    text.flush()
    text.detach()  # closing is left to whoever opened the file
    return count


def write_xlsx(out: IO[bytes], sheet: Sheet) -> int:
    """Write a workbook with one sheet, numbers as numbers; returns how many rows there are.

    Raises:
        Invalid: ``field`` is ``form``; there are more than a sheet can hold.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    for column in range(1, len(sheet.headings) + 1):
        page.column_dimensions[get_column_letter(column)].width = WIDTH
    page.append([_text(page, heading) for heading in sheet.headings])
    try:
        count = _append(page, sheet)
    except BaseException:
        with TemporaryFile() as nowhere:
            book.save(nowhere)  # only so does openpyxl let go of the rows it keeps in a file
        raise
    book.save(out)
    return count


WRITERS: Mapping[str, Callable[[IO[bytes], Sheet], int]] = {"csv": write_csv, "xlsx": write_xlsx}


def _append(page: Any, sheet: Sheet) -> int:
    amounts = _amounts(page, len(sheet.headings))
    count = 0
    for row in sheet.rows:
        count += 1
        if count == MOST_ROWS:
            raise Invalid("form", "行数超过了 Excel 的上限。请下载 CSV，或者只选一年。")
        cells = zip(row, amounts, strict=True)
        page.append([_written(page, cell, amount) for cell, amount in cells])
    return count


def _amounts(page: Any, columns: int) -> list[Any]:
    """For each column a cell for amounts, written again and again: to make one takes long."""
    cells = [WriteOnlyCell(page) for _ in range(columns)]
    for one in cells:
        one.number_format = AMOUNT
    return cells


def _written(page: Any, cell: Cell, amount: Any) -> Any:
    if isinstance(cell, Decimal):
        amount.value = cell
        return amount
    return _text(page, cell) if isinstance(cell, str) else cell


def _text(page: Any, text: str) -> Any:
    """``text`` as text, without the signs no workbook may hold; what could be taken for more gets
    a cell that says what it is."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if clean == inert(clean) and clean not in ERROR_CODES:
        return clean
    cell = WriteOnlyCell(page, clean)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
