"""A sheet as rows of cells, whatever file it came in."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Why a cell has no text that could be read."""

    FORMULA = "formula"  # without a result that was saved with it; none is ever computed here
    ERROR = "error"  # the program that saved the sheet could not compute it: #REF!, #N/A


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, as text without blanks around it; dates as 2026年11月30日."""

    text: str = ""
    fault: Fault | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text and self.fault is None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that is not empty. ``number`` is the one shown beside it in a spreadsheet program."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    def cell(self, column: int) -> Cell:
        """The cell in ``column``, counted from 0; an empty one beyond the last."""
        return self.cells[column] if column < len(self.cells) else Cell()


Grid = tuple[GridRow, ...]
