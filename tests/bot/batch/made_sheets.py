"""Sheets as people make them."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.batch.template import template

SCHOOL = "云南省澜沧县木戛乡中心小学"
ROW: tuple[Any, ...] = (
    *(SCHOOL, "冬衣 200 套", "教育", "120名小学生", 50_000, "3万元", "财政资金未覆盖"),
    *(date(2026, 12, 30), "急需", "教室没有取暖，早晚只有零上几度", "李老师，木戛乡中心小学"),
)
AMBIGUOUS: tuple[Any, ...] = ("鼓楼区", "棉被50床", "住房")
WITHOUT_ITEMS: tuple[Any, ...] = ("云南省澜沧县木戛乡大班利村", "", "教育")
FEW = ("地点", "需要什么", "类别")


def filled(*rows: Sequence[Any]) -> bytes:
    """The template with ``rows`` filled in below its notes."""
    book = load_workbook(io.BytesIO(template()))
    sheet = book["上报"]
    for row in rows:
        sheet.append(list(row))
    return _saved(book)


def workbook(*rows: Sequence[Any], hidden: Iterable[int] = (), merged: Iterable[str] = ()) -> bytes:
    """A workbook of somebody's own."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    for cells in merged:
        sheet.merge_cells(cells)
    return _saved(book)


def csv(*rows: Sequence[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A sheet as text; cells with a delimiter in them are quoted."""
    lines = (delimiter.join(_quoted(cell, delimiter) for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def packed(parts: dict[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def many(count: int) -> bytes:
    """The template with ``count`` needs of different villages."""
    return filled(
        *(
            (
                f"云南省澜沧县木戛乡大班利村第{n + 1}小学",
                f"冬衣{n + 1}套、棉被50床",
                *ROW[2:9],
                f"教室没有取暖，{n + 1}个孩子手脚生冻疮",
                ROW[10],
            )
            for n in range(count)
        )
    )


def _quoted(cell: str, delimiter: str) -> str:
    return f'"{cell}"' if delimiter in cell or "\n" in cell else cell


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# The sheets of the transcripts, by the names under which they are sent.
SHEETS = {
    "需求.csv": csv(FEW, (SCHOOL, "冬衣200套", "教育"), ("鼓楼区", "棉被50床", "住房")),
    "改好.csv": csv(FEW, ("福州市鼓楼区", "棉被50床", "住房"), (SCHOOL, "冬衣200套", "教育")),
}
