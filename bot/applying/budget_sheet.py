"""A budget sent as a sheet: a column of what for, one of amounts, one of what is asked for."""

import re
from collections.abc import Mapping
from decimal import Decimal

from api.domain.errors import Invalid
from bot import texts
from bot.applying.reading import budget_from
from bot.batch.grid import Grid, GridRow
from bot.batch.sheet_reading import is_sheet
from bot.dialogue.events import Answered
from bot.dialogue.flows.application import APPLICATION, LINES
from bot.dialogue.session import Frame
from bot.dialogue.turn import IncomingFile, Turn
from bot.exchange import Exchange, pending, said
from bot.reporting import run
from bot.understanding.numbers import find_numbers
from bot.understanding.project_budget import Line
from knowledge.normalise import normalise

NAME, AMOUNT, ASKED = "name", "amount", "asked"
# What a heading means; the first that fits counts, so that 申请资助金额 is what is asked for.
_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (ASKED, re.compile("申请|资助|补助|requested", re.IGNORECASE)),
    (AMOUNT, re.compile("金额|总价|小计|预算|总投入|费用$|amount|total", re.IGNORECASE)),
    (NAME, re.compile("用途|名称|项目|内容|科目|支出|明细|item|name", re.IGNORECASE)),
)
_TEN_THOUSAND = re.compile("万元")
_SUM = re.compile(r"(?:合|总|共|小)计|total", re.IGNORECASE)
_GROUPS = re.compile(r"(?<=\d)[,，](?=\d{3})")


def takes_budget(frame: Frame | None, file: IncomingFile) -> bool:
    """Whether ``file``, sent to ``frame``, is the budget that is asked for."""
    asked = frame is not None and frame.flow == APPLICATION.name and frame.step == LINES
    return asked and is_sheet(file.name, file.content)


def budget_received(exchange: Exchange, frame: Frame) -> Turn:
    """The lines of the sheet, in the place of those before; what cannot be read is said."""
    try:
        value = budget_from(read_budget(exchange.sheet.grids()), [])
    except Invalid as refusal:
        return said(pending(exchange, again=True), refusal.message)
    return said(run(exchange, frame, Answered(LINES, value.json)), value.note)


def read_budget(grids: tuple[Grid, ...]) -> tuple[Line, ...]:
    """The lines of the first sheet with such headings.

    Raises:
        Invalid: there is none, or an amount cannot be read; the sentence names the row.
    """
    for grid in grids:
        for at, row in enumerate(grid):
            columns = _columns(row)
            if {NAME, AMOUNT} <= columns.keys():
                found = tuple(_line(columns, row, below) for below in grid[at + 1 :])
                lines = tuple(line for line in found if line is not None)
                if lines:
                    return lines
    raise Invalid(LINES, texts.BUDGET_NO_TABLE)


def _columns(row: GridRow) -> dict[str, int]:
    """Where the columns are, when ``row`` is one of headings."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        kinds = (kind for kind, said in _HEADINGS if said.search(cell.text))
        kind = next(kinds, None)
        if kind is not None:
            found.setdefault(kind, place)
    return found


def _line(columns: Mapping[str, int], headings: GridRow, row: GridRow) -> Line | None:
    """The line in ``row``; ``None`` for one without a name, and for the sum of all."""
    name = row.cell(columns[NAME]).text
    if not name or _SUM.fullmatch(name):
        return None
    amounts = {
        kind: _amount(row, columns[kind], headings) for kind in (AMOUNT, ASKED) if kind in columns
    }
    yuan = amounts[AMOUNT]
    if yuan is None:
        raise Invalid(LINES, texts.BUDGET_ROW_MISREAD.format(row=row.number, name=name))
    return Line(name, yuan, amounts.get(ASKED))


def _amount(row: GridRow, column: int, headings: GridRow) -> Decimal | None:
    text = _GROUPS.sub("", normalise(row.cell(column).text).text)
    numbers = find_numbers(text)
    if len(numbers) != 1:
        return None
    in_ten_thousands = "万" not in text and _TEN_THOUSAND.search(headings.cell(column).text)
    return numbers[0].value.value * (10_000 if in_ten_thousands else 1)
