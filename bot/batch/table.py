"""Where in a sheet the headings stand, what its columns mean, and which rows are needs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from api.domain.errors import Invalid
from api.domain.need import FIELDS
from bot import texts
from bot.batch.columns import Meaning, heading, meaning, note, steps
from bot.batch.grid import Cell, Grid, GridRow
from bot.batch.limits import HEADING_WITHIN, MAX_ROWS
from bot.understanding.lexicon import lexicon
from knowledge.normalise import normalise

_FEWEST = 2  # fields that have a column; with fewer it is a table of something else
_BLANKS = re.compile(r"\s")
_ORGANISATION = Meaning("items", part=2)  # 单位 beside no 数量 is somebody's workplace


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: where it stands (from 0), its heading as written, its meaning."""

    at: int
    heading: str
    means: Meaning


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that are read, the rows that are needs, and what was left out: headings of no
    use here, and the numbers of hidden rows."""

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    unused: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()


def find_table(grids: tuple[Grid, ...]) -> Table:
    """The first table of needs in ``grids``.

    Raises:
        Invalid: there is none, it lacks a column, has no rows, or too many.
    """
    found = next(filter(None, map(_headings, grids)), None)
    if found is None:
        raise Invalid("sheet", texts.SHEET_NO_HEADINGS)
    headings, below = found
    columns = tuple(_columns(headings))
    _check_columns(columns)
    needs = [row for row in below if _is_need(row, columns)]
    rows = tuple(row for row in _written_out(needs) if not row.is_hidden)
    if len(rows) > MAX_ROWS:
        raise Invalid("sheet", texts.SHEET_TOO_LONG.format(limit=MAX_ROWS))
    if not rows:
        raise Invalid("sheet", texts.SHEET_EMPTY)
    used = {column.at for column in columns}
    unused = tuple(c.text for at, c in enumerate(headings.cells) if c.text and at not in used)
    return Table(columns, rows, unused, tuple(row.number for row in needs if row.is_hidden))


def _headings(grid: Grid) -> tuple[GridRow, Grid] | None:
    """The row of headings, which may stand below a title and notes, and the rows under it."""
    top = [row for row in grid if row.number <= HEADING_WITHIN]
    best = max(top, key=_fields, default=None)
    if best is None or _fields(best) < _FEWEST:
        return None
    return best, tuple(row for row in grid if row.number > best.number)


def _fields(row: GridRow) -> int:
    return len({found.slot for cell in row.cells if (found := meaning(cell.text))})


def _columns(headings: GridRow) -> Iterator[Column]:
    """The first column of each meaning; parts of things only where there are things to count."""
    taken: set[Meaning | str] = set()
    meant = [meaning(cell.text) for cell in headings.cells]
    counts = Meaning("items", part=1) in meant
    for at, (cell, found) in enumerate(zip(headings.cells, meant, strict=True)):
        if found is None or (found == _ORGANISATION and not counts):
            continue
        # Of people and households, and of parts, each has a column; of all else there is one.
        alone = found.part is None and found.slot != "beneficiaries"
        key = found.slot if alone else found
        if key not in taken:
            taken.add(key)
            yield Column(at, cell.text, found)


def _check_columns(columns: tuple[Column, ...]) -> None:
    filled = {column.means.slot for column in columns}
    lacking = [FIELDS[step.slot] for step in steps() if step.required and step.slot not in filled]
    if lacking:
        raise Invalid("sheet", texts.SHEET_LACKS_COLUMNS.format(labels="、".join(lacking)))


def _written_out(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    """The rows with 同上 replaced by what stands above."""
    dittos = lexicon("columns")["dittos"]
    above: tuple[Cell, ...] = ()
    for row in rows:
        cells = tuple(
            above[at] if cell.text in dittos and at < len(above) else cell
            for at, cell in enumerate(row.cells)
        )
        above = cells
        yield replace(row, cells=cells)


def _is_need(row: GridRow, columns: tuple[Column, ...]) -> bool:
    """Whether ``row`` is no empty row, no note on how to fill in the table, and no total."""
    said = [row.cell(column.at) for column in columns]
    if all(cell.is_empty for cell in said):
        return False
    first = next((cell.text for cell in row.cells if cell.text), "")
    lists = lexicon("columns")
    if first.startswith(tuple(lists["examples"])) or _plain(first) in lists["totals"]:
        return False
    texts_of_row = [_plain(cell.text) for cell in said if cell.text]
    ours = sum(1 for text in texts_of_row if text in _printed())
    return ours * 2 <= len(texts_of_row)


@cache
def _printed() -> frozenset[str]:
    """What the template itself says in its headings and notes."""
    return frozenset(_plain(text) for step in steps() for text in (heading(step), note(step)))


def _plain(text: str) -> str:
    return _BLANKS.sub("", normalise(text).text)
