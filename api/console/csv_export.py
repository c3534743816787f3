"""Tables as CSV files that a spreadsheet opens without running anything in them."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from urllib.parse import quote

from starlette.responses import Response

# A cell that begins with one of these, blanks aside, may be taken for a formula.
_SIGNS = frozenset("=+-@＝＋－＠")
_BREAKS = frozenset("\t\r\n")


def inert(cell: object) -> str:
    """The cell as text, with an apostrophe before what could be a formula; a number is none."""
    if isinstance(cell, int | float | Decimal):
        return str(cell)
    text = "" if cell is None else str(cell)
    is_active = text.lstrip()[:1] in _SIGNS or text[:1] in _BREAKS
    return f"'{text}" if is_active else text


def csv_response(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """The rows as a file to save; the mark at its beginning tells spreadsheets it is UTF-8."""
    written = io.StringIO()
    csv.writer(written).writerows([inert(cell) for cell in row] for row in rows)
    return Response(
        written.getvalue().encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers=attached(name),
    )


def attached(name: str) -> dict[str, str]:
    """The headers of a file to save under ``name``, of which no copy stays behind."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
