"""A part of the overview (概况) as its page shows it: key figures, then tables."""

from dataclasses import dataclass

from api.console.figure_table import Table
from api.domain.fund_movement import FEN_PER_YUAN

TEN_THOUSAND = 10_000  # 万


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure to see first, in words. ``waits``: somebody should do something about it."""

    value: str
    label: str
    hint: str = ""
    link: str = ""
    waits: bool = False


def amount(fen: int) -> str:
    """An amount where there is little room: 12.5 万元, 800 元."""
    yuan = fen / FEN_PER_YUAN
    if abs(yuan) < TEN_THOUSAND:
        return f"{yuan:,.0f} 元"
    return f"{yuan / TEN_THOUSAND:,.1f}".removesuffix(".0") + " 万元"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page; ``note`` says how it was counted."""

    figures: tuple[KeyFigure, ...]
    tables: tuple[Table, ...]
    note: str = ""

    def table(self, key: str) -> Table | None:
        """The table of that name; ``None`` when there is none."""
        return next((table for table in self.tables if table.key == key), None)
