"""A published list of illegal organisations, as a spreadsheet or CSV, read into entries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.domain.blocked import Blocked
from api.domain.credit_code import credit_code
from api.domain.errors import Invalid
from api.domain.organisation_details import LONGEST_NAME
from bot.batch.grid import Cell, Grid, GridRow
from bot.batch.sheet_reading import grids

HEADINGS = {
    "name": ("名称", "组织名称", "机构名称", "社会组织名称", "非法社会组织名称"),
    "credit_code": ("统一社会信用代码", "信用代码", "代码"),
    "source": ("来源", "公布机关", "发布机关", "发布单位"),
    "published": ("公布日期", "发布日期", "日期", "公布时间", "发布时间"),
    "reason": ("原因", "事由", "违法情形", "备注"),
}
HEADING_WITHIN = 15  # rows in which the headings are looked for
LONGEST = 200  # characters of a source or a reason
MOST_FAULTS = 20  # named one by one
_DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The entries read, and a sentence for each row that could not be."""

    entries: tuple[Blocked, ...]
    faults: tuple[str, ...]


def read_blocked(content: bytes, *, source: str, published: str, today: date) -> Sheet:
    """The entries of a file. ``source`` and ``published`` stand for what a row does not say; no
    list was published after ``today``.

    Raises:
        Invalid: it is no table, or has no column of names.
    """
    for grid in grids(content):
        columns = _columns(grid)
        if columns is not None:
            return _sheet(grid, columns, source.strip(), published.strip(), today)
    raise Invalid(
        "files", "没有找到“名称”这一列。请给表格加上表头：名称、信用代码、来源、公布日期。"
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    heading: int
    places: dict[str, int]


def _columns(grid: Grid) -> _Columns | None:
    for row in grid[:HEADING_WITHIN]:
        places = {
            field: column
            for field, names in HEADINGS.items()
            for column, cell in enumerate(row.cells)
            if "".join(cell.text.split()) in names
        }
        if "name" in places:
            return _Columns(row.number, places)
    return None


def _sheet(grid: Grid, columns: _Columns, source: str, published: str, today: date) -> Sheet:
    entries: list[Blocked] = []
    faults: list[str] = []
    for row in grid:
        if row.number <= columns.heading:
            continue
        try:
            entries.append(_entry(row, columns.places, source, published, today))
        except Invalid as refusal:
            faults.append(f"第 {row.number} 行：{refusal.message}")
    return Sheet(tuple(entries), tuple(_few(faults)))


def _few(faults: list[str]) -> Iterator[str]:
    yield from faults[:MOST_FAULTS]
    if len(faults) > MOST_FAULTS:
        yield f"还有 {len(faults) - MOST_FAULTS} 行有问题。"


def _entry(
    row: GridRow, places: dict[str, int], source: str, published: str, today: date
) -> Blocked:
    texts = {field: _text(row.cell(column)) for field, column in places.items()}
    name = "".join(texts["name"].split())
    if not 2 <= len(name) <= LONGEST_NAME:
        raise Invalid("name", f"名称要有 2 到 {LONGEST_NAME} 字。")
    said_by = texts.get("source") or source
    if not said_by:
        raise Invalid("source", "没有来源。请加“来源”一列，或在上面统一填写。")
    code = texts.get("credit_code")
    return Blocked(
        name=name,
        source=said_by[:LONGEST],
        published=_day(texts.get("published") or published, today),
        credit_code=credit_code(code).text if code else None,
        reason=texts.get("reason", "")[:LONGEST],
    )


def _text(cell: Cell) -> str:
    """What stands in a cell; a formula says nothing and is never computed.

    Raises:
        Invalid: it holds a formula or an error.
    """
    if cell.fault is not None:
        raise Invalid("cell", "有公式或错误值，没有读取。请改成文字。")
    return cell.text


def _day(text: str, today: date) -> date:
    match = _DAY.fullmatch(text.strip())
    try:
        day = date(*map(int, match.groups())) if match else date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(
            "published", "公布日期没有认出。请写成 2025-03-01，或在上面统一填写。"
        ) from None
    if day > today:
        raise Invalid("published", f"公布日期 {day} 还没有到。请核对年份。")
    return day
