"""Tables as files: text is never a formula, numbers stay numbers, and no sheet is too long."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from api.console import sheet_files
from api.console.csv_export import inert
from api.console.sheet_files import Sheet, write_csv, write_xlsx
from api.domain.errors import Invalid

ACTIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", " =1", "＋1", "－1", "＠1")


def written(write: Any, *row: Any) -> bytes:
    out = io.BytesIO()
    assert write(out, Sheet("表", ["列"] * len(row), [row])) == 1
    return out.getvalue()


def test_no_text_is_a_formula_in_either_form_and_numbers_stay_numbers() -> None:
    table = written(write_csv, *ACTIVE, "a=1", -3, Decimal("-0.50")).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(table, newline=""))
    assert row == [*(f"'{text}" for text in ACTIVE), "a=1", "-3", "-0.50"]
    page = load_workbook(io.BytesIO(written(write_xlsx, *ACTIVE, "#N/A", -3, Decimal("0.5"))))
    *texts, whole, amount = page.worksheets[0][2]
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in texts[:-1])
    assert (whole.value, amount.value, amount.number_format) == (-3, 0.5, "#,##0.00")


def test_signs_no_workbook_may_hold_are_left_out() -> None:
    book = load_workbook(io.BytesIO(written(write_xlsx, "冬\x0b衣\x01", None)))
    assert [cell.value for cell in book.worksheets[0][2]] == ["冬衣", None]


def test_a_sheet_that_is_too_long_says_what_to_take_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheet_files, "MOST_ROWS", 3)
    assert write_xlsx(io.BytesIO(), Sheet("表", ["列"], [("1",)] * 2)) == 2
    with pytest.raises(Invalid, match="CSV"):
        write_xlsx(io.BytesIO(), Sheet("表", ["列"], [("1",)] * 3))


def test_plain_text_and_nothing_at_all_stay_as_they_are() -> None:
    assert inert(None) == ""
    assert inert("标题") == "标题"
