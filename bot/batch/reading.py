"""A file read into a batch outside the transaction: the database is not locked meanwhile."""

from datetime import date

from bot import texts
from bot.batch.grid import Grid
from bot.batch.kept import Batch
from bot.batch.rows import read_rows
from bot.batch.sheet_reading import read_sheet
from bot.dialogue.turn import IncomingFile
from knowledge.places.gazetteer import Gazetteer


class SheetNeeded(Exception):
    """The turn needs the file it came with read as a sheet; it is run again once it is."""

    def __init__(self, language: texts.Language, *, of_needs: bool = True) -> None:
        """Keep in which language it is told what is wrong with a cell, and whether the sheet is
        one ``of_needs`` or anything in rows."""
        super().__init__(language)
        self.language = language
        self.of_needs = of_needs


class SheetAtHand:
    """The sheet of one turn: read when it was asked for, not before."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._batch: Batch | None = None
        self._grids: tuple[Grid, ...] | None = None

    def batch(self) -> Batch:
        """What the file of the turn holds.

        Raises:
            SheetNeeded: it was not read yet.
        """
        if self._batch is None:
            raise SheetNeeded(texts.spoken())
        return self._batch

    def grids(self) -> tuple[Grid, ...]:
        """The rows of the file of the turn, whatever they are about.

        Raises:
            SheetNeeded: it was not read yet.
        """
        if self._grids is None:
            raise SheetNeeded(texts.spoken(), of_needs=False)
        return self._grids

    def keep_grids(self, grids: tuple[Grid, ...]) -> None:
        """Have the rows at hand for the next run of the turn."""
        self._grids = grids

    def keep(self, batch: Batch) -> None:
        """Have ``batch`` at hand for the next run of the turn."""
        self._batch = batch


def read_batch(file: IncomingFile, gazetteer: Gazetteer, today: date) -> Batch:
    """The needs in ``file``. ``today`` is the date in Asia/Shanghai.

    Raises:
        Invalid: it is no table of needs; the sentence says what to do.
    """
    table = read_sheet(file.content)
    rows = tuple(read_rows(table, gazetteer, today))
    headings = tuple(column.heading for column in table.columns)
    return Batch(file.name, headings, rows, table.unused, table.hidden)
