"""The ledger of a fund pool as a file: CSV and XLSX, in which no text is ever a formula."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from openpyxl import Workbook

from api.clock import SHANGHAI
from api.desk.pools import PoolPage
from api.domain.fund_movement import FEN_PER_YUAN
from bot.batch.workbook import write_headings, write_text

HEADINGS = (
    "序号",
    "时间（北京时间）",
    "登记人",
    "事项",
    "从",
    "到",
    "金额（元）",
    "关联笔",
    "工单",
    "项目总投入（元）",
    "原因或凭据",
    "已冲正",
    "校验",
)
AMOUNTS = frozenset({6, 9})  # columns that hold money
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def pool_csv(found: PoolPage) -> bytes:
    """UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows([_neutral(text) for text in row] for row in _rows(found))
    return out.getvalue().encode("utf-8-sig")


def pool_xlsx(found: PoolPage) -> bytes:
    """A workbook with one sheet; amounts are numbers, everything else is text."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "明细"
    write_headings(sheet, 1, HEADINGS)
    sheet.freeze_panes = "A2"
    for at, row in enumerate(_rows(found), start=2):
        for column, text in enumerate(row):
            cell = write_text(sheet, at, column + 1, text)
            if column in AMOUNTS and text:
                cell.value = Decimal(text)
                cell.number_format = "#,##0.00"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(found: PoolPage) -> Iterator[Sequence[str]]:
    for entry in found.entries:
        one = entry.movement
        yield (
            str(one.ordinal),
            one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
            one.actor,
            one.kind.label,
            one.giving.label,
            one.taking.label,
            _yuan(one.fen),
            str(one.of or ""),
            str(one.ticket or ""),
            _yuan(one.whole_fen) if one.whole_fen is not None else "",
            one.reason,
            "是" if entry.undone else "",
            one.hash,
        )


def _yuan(fen: int) -> str:
    return str((Decimal(fen) / FEN_PER_YUAN).quantize(Decimal("0.01")))


def _neutral(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
