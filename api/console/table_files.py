"""Tables of figures as files: what their figures mean stands below them in a workbook."""

import io
from collections.abc import Iterator

from starlette.responses import Response

from api.console.csv_export import attached
from api.console.figure_table import Table
from api.console.sheet_files import MEDIA, WRITERS, Cell, Sheet


def table_file(table: Table, form: str, name: str) -> Response:
    """The table in that form (csv, xlsx), to save as ``name`` with its ending."""
    rows = table.filed() if form == "csv" else (*table.filed(), *_meanings(table))
    out = io.BytesIO()
    WRITERS[form](out, Sheet(table.title, table.headings, rows))
    headers = attached(f"{name}.{form}")
    return Response(out.getvalue(), media_type=MEDIA[form], headers=headers)


def _meanings(table: Table) -> Iterator[tuple[Cell, ...]]:
    """An empty row, then a row for each figure; every table has two columns or more."""
    blank: tuple[Cell, ...] = (None,) * len(table.columns)
    if table.meanings:
        yield blank
    for one in table.meanings:
        yield (one.figure, one.is_what, *blank[2:])
