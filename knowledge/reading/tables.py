"""Tables: drawn with rules, or only set in columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from knowledge.reading.lines import text_of
from knowledge.reading.page import Line, Page, Row, Run, Stroke, as_row

_NEAR = 3.0  # points: rules that close are one
_FEWEST = 2  # columns, and rows of a table without rules


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the rules of one table lie; heights from the top down."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]

    def holds(self, run: Run) -> bool:
        inside = self.columns[0] - _NEAR < run.centre < self.columns[-1] + _NEAR
        return inside and self.rows[-1] - _NEAR < run.middle < self.rows[0] + _NEAR


def ruled_rows(page: Page) -> tuple[list[Row], Page]:
    """The rows of the tables drawn on ``page``, and the page without what stands in them."""
    rows: list[Row] = []
    for grid in _grids(page):
        inside = [run for run in page.runs if grid.holds(run)]
        rows += _rows(grid, inside)
        page = replace(page, runs=tuple(run for run in page.runs if not grid.holds(run)))
    return rows, page


def set_rows(lines: Sequence[Line]) -> Iterator[Line | Row]:
    """``lines`` with those that stand in columns, two or more below each other, as rows."""
    at = 0
    while at < len(lines):
        stop = at + 1
        while stop < len(lines) and _in_columns(lines[stop - 1], lines[stop]):
            stop += 1
        if stop - at >= _FEWEST:
            for line in lines[at:stop]:
                yield Row(as_row(segment.text for segment in line.segments), line.top)
        else:
            yield lines[at]
        at = stop


def _in_columns(above: Line, below: Line) -> bool:
    if not len(above.segments) == len(below.segments) >= _FEWEST:
        return False
    pairs = zip(above.segments, below.segments, strict=True)
    return all(one.left < other.right and other.left < one.right for one, other in pairs)


def _grids(page: Page) -> Iterator[_Grid]:
    """Rules that touch each other, where they make at least two columns and a row."""
    left = [(stroke, True) for stroke in page.across] + [(stroke, False) for stroke in page.down]
    while left:
        table = [left.pop()]
        grown = True
        while grown:
            touching = [one for one in left if any(_touch(one, other) for other in table)]
            left = [one for one in left if one not in touching]
            table += touching
            grown = bool(touching)
        across = tuple(stroke for stroke, is_across in table if is_across)
        down = tuple(stroke for stroke, is_across in table if not is_across)
        columns = _distinct([stroke.at for stroke in down])
        rows = _distinct([stroke.at for stroke in across])[::-1]
        if len(columns) > _FEWEST and len(rows) > 1:
            yield _Grid(columns, rows, across, down)


def _touch(one: tuple[Stroke, bool], other: tuple[Stroke, bool]) -> bool:
    (first, is_across), (second, is_other_across) = one, other
    if is_across == is_other_across:
        overlap = first.start - _NEAR <= second.stop and second.start - _NEAR <= first.stop
        return abs(first.at - second.at) < _NEAR and overlap
    return (
        first.start - _NEAR <= second.at <= first.stop + _NEAR
        and second.start - _NEAR <= first.at <= second.stop + _NEAR
    )


def _distinct(places: list[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return tuple(kept)


def _rows(grid: _Grid, runs: list[Run]) -> Iterator[Row]:
    height, width = len(grid.rows) - 1, len(grid.columns) - 1
    home = _merged(grid)
    cells: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        row = sum(run.middle < line for line in grid.rows[1:-1])
        column = sum(run.centre > line for line in grid.columns[1:-1])
        cells.setdefault(home[row, column], []).append(run)
    for row in range(height):
        # A merged cell is named once in a row, and again in each row that it spans.
        homes = dict.fromkeys(home[row, column] for column in range(width))
        texts = [text_of(cells.get(one, [])) for one in homes]
        if any(texts):
            yield Row(as_row(texts), grid.rows[row])


def _merged(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell's home: the first cell it is one with, no rule between them."""
    height, width = len(grid.rows) - 1, len(grid.columns) - 1
    home = {cell: cell for cell in product(range(height), range(width))}
    for row, column in product(range(height), range(width)):
        middle = (grid.rows[row] + grid.rows[row + 1]) / 2
        centre = (grid.columns[column] + grid.columns[column + 1]) / 2
        if column and not _ruled(grid.down, grid.columns[column], middle):
            home[row, column] = home[row, column - 1]
        elif row and not _ruled(grid.across, grid.rows[row], centre):
            home[row, column] = home[row - 1, column]
    return home


def _ruled(strokes: tuple[Stroke, ...], at: float, through: float) -> bool:
    return any(
        abs(one.at - at) <= _NEAR and one.start - _NEAR <= through <= one.stop + _NEAR
        for one in strokes
    )
