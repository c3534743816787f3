"""A table of figures, told once and shown three ways: on a page, as CSV, and as a workbook."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from markupsafe import Markup

from api.domain.fund_movement import FEN_PER_YUAN
from api.domain.fund_pool import yuan_of

NOTHING = "—"
Cell = str | int | float | Decimal | None
"""Fen in a column of ``MONEY``, a part of 1 in one of ``SHARE``; ``None`` where there is nothing
to tell."""

FiledCell = str | int | Decimal | None
"""The same in a file: yuan, percent, hours and days with one decimal."""


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DAYS = "days"
    HOURS = "hours"
    LEVERAGE = "leverage"

    @property
    def unit(self) -> str:
        """What the heading of a file says of it."""
        return {"money": "（元）", "share": "（%）", "days": "（天）", "hours": "（小时）"}.get(
            self.value, ""
        )


UNITS = {Kind.MONEY: "（元）", Kind.SHARE: "（%）", Kind.DAYS: "（天）", Kind.HOURS: "（小时）"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its heading."""

    label: str
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``link`` is where its first cell leads."""

    cells: tuple[Cell, ...]
    link: str = ""

    @property
    def quiet(self) -> bool:
        """Whether it tells of nothing but its name."""
        return not any(self.cells[1:])


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure is, in one short line."""

    figure: str
    is_what: str


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` is its name in the address of its files. ``empty`` is said when it has no row.
    ``shown`` rows stand on the page, the rest is in the files. ``folded``, and behind a ``chart``,
    it is opened when it is wanted."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str
    total: Row | None = None
    chart: Markup | None = None
    meanings: tuple[Meaning, ...] = ()
    notes: tuple[str, ...] = ()
    shown: int = 20
    folded: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its files, with units."""
        return tuple(column.label + column.kind.unit for column in self.columns)

    def filed(self) -> tuple[tuple[FiledCell, ...], ...]:
        """The rows of its files."""
        kinds = [column.kind for column in self.columns]
        return tuple(
            tuple(_plain(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True))
            for row in self.rows
        )


def said(cell: Cell, kind: Kind) -> str:
    """A cell as people read it."""
    if cell is None:
        return NOTHING
    if kind is Kind.MONEY:
        return yuan_of(int(cell))
    if kind is Kind.SHARE:
        return f"{percent(cell)}%"
    if kind is Kind.LEVERAGE:
        return f"1 : {cell}"
    if kind is Kind.DAYS:
        return f"{float(cell):g} 天"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def percent(share: Cell) -> Decimal:
    """A part of 1 as percent, one decimal: 33.3."""
    return (Decimal(str(share)) * 100).quantize(Decimal("0.1"))


def _plain(cell: Cell, kind: Kind) -> FiledCell:
    if cell is None:
        return None
    if kind is Kind.MONEY:
        return (Decimal(int(cell)) / FEN_PER_YUAN).quantize(Decimal("0.01"))
    if kind is Kind.SHARE:
        return percent(cell)
    return Decimal(f"{cell:.1f}") if isinstance(cell, float) else cell
