"""Files in, tables of needs out; hostile and broken ones are refused in a sentence."""

import io

import pytest
from openpyxl import load_workbook

from api.domain.errors import Invalid
from bot.batch import limits
from bot.batch.grid import Fault
from bot.batch.sheet_reading import is_sheet, read_sheet
from bot.batch.table import Table
from bot.batch.template import template
from tests.bot.batch.made_sheets import FEW, ROW, SCHOOL, csv, filled, packed, parts_of, workbook

NEED = (SCHOOL, "冬衣200套", "教育")
BOOK_PART = "xl/worksheets/sheet1.xml"


def cells(table: Table) -> list[list[str]]:
    return [[row.cell(column.at).text for column in table.columns] for row in table.rows]


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        read_sheet(content)
    return refusal.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_every_encoding_and_with_every_delimiter(
    encoding: str, delimiter: str
) -> None:
    content = csv(
        FEW, (SCHOOL, "冬衣200套,棉被50床", "教育"), delimiter=delimiter, encoding=encoding
    )
    assert cells(read_sheet(content)) == [[SCHOOL, "冬衣200套,棉被50床", "教育"]]


def test_the_filled_template_is_read_without_its_notes_with_its_row_numbers() -> None:
    table = read_sheet(filled(ROW))
    assert [row.number for row in table.rows] == [3]
    assert cells(table)[0][:5] == [SCHOOL, "冬衣 200 套", "教育", "120名小学生", "50000"]
    assert cells(table)[0][7] == "2026年12月30日"


def test_headings_stand_in_any_order_below_a_title_and_notes() -> None:
    table = read_sheet(
        workbook(
            ("2026年下半年需求汇总表",),
            ("填表单位：某某县", "", "", "填表人电话 13800000000"),
            (),
            ("序号", "类别", "需要什么", "电话", "地点"),
            (1, "教育", "冬衣200套", "13812345678", SCHOOL),
            (2, "", "", "", ""),
            ("合计", "", "200", "", ""),
        )
    )
    assert [column.heading for column in table.columns] == ["类别", "需要什么", "地点"]
    assert cells(table) == [["教育", "冬衣200套", SCHOOL]]
    assert table.rows[0].number == 5
    assert table.unused == ("序号", "电话")


def test_examples_and_hidden_rows_are_left_out_and_hidden_ones_are_told() -> None:
    table = read_sheet(
        workbook(FEW, ("示例：某县某乡", "冬衣1套", "教育"), NEED, NEED, hidden=[2, 4])
    )
    assert [row.number for row in table.rows] == [3]
    assert table.hidden == (4,)


def test_a_workplace_is_not_taken_for_a_unit_of_measure() -> None:
    alone = read_sheet(workbook((*FEW, "单位"), (*NEED, "木戛乡政府")))
    assert alone.unused == ("单位",)
    counted = read_sheet(
        workbook(("地点", "物资名称", "数量", "单位", "类别"), (SCHOOL, "冬衣", 200, "套", "教育"))
    )
    assert counted.unused == ()
    assert cells(counted) == [[SCHOOL, "冬衣", "200", "套", "教育"]]


def test_of_two_columns_for_one_thing_the_first_counts() -> None:
    table = read_sheet(workbook((*FEW, "预算", "预算（万元）"), (*NEED, 50_000, 6)))
    assert [column.heading for column in table.columns] == [*FEW, "预算"]
    assert table.unused == ("预算（万元）",)


def test_a_place_merged_over_several_rows_stands_in_each_of_them() -> None:
    head = ("县", "学校", "需要什么", "类别")
    content = workbook(
        ("需求汇总表",),
        head,
        ("澜沧县", "木戛乡中心小学", "冬衣200套", "教育"),
        ("", "大班利村小学", "棉被50床", "教育"),
        ("", "", "", ""),
        ("孟连县", "勐马镇小学", "课桌9张", "教育"),
        merged=["A1:D1", "A3:A5"],
    )
    assert [row[0] for row in cells(read_sheet(content))] == ["澜沧县", "澜沧县", "孟连县"]


def test_headings_in_two_rows_are_found_when_those_above_are_merged() -> None:
    content = workbook(
        ("地点", "需要什么", "类别", "受益情况", ""),
        ("", "", "", "人数", "户数"),
        (*NEED, 120, 35),
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1"],
    )
    assert cells(read_sheet(content)) == [[*NEED, "120", "35"]]


def test_the_same_as_above_is_what_stands_above() -> None:
    rows = [NEED, ("同上", "棉被50床", "〃"), ("同上", "课桌9张", "同上")]
    assert cells(read_sheet(csv(FEW, *rows))) == [
        [SCHOOL, "冬衣200套", "教育"],
        [SCHOOL, "棉被50床", "教育"],
        [SCHOOL, "课桌9张", "教育"],
    ]


def test_a_sheet_that_stands_behind_another_is_found() -> None:
    book = parts_of(filled(ROW))
    assert len([name for name in book if name.startswith("xl/worksheets/")]) == 2
    assert len(read_sheet(filled(ROW)).rows) == 1


def test_a_formula_without_a_saved_result_and_a_failed_one_are_told_and_never_computed() -> None:
    table = read_sheet(
        workbook((*FEW, "预算"), (SCHOOL, '=CONCATENATE("冬","衣")', "教育", "=1/0"))
    )
    faults = [table.rows[0].cell(column.at).fault for column in table.columns]
    assert faults == [None, Fault.FORMULA, None, Fault.FORMULA]
    failed = parts_of(workbook((*FEW, "预算"), (*NEED, 5)))
    failed[BOOK_PART] = failed[BOOK_PART].replace(
        b'<c r="D2" t="n"><v>5</v></c>', b'<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    assert read_sheet(packed(failed)).rows[0].cell(3).fault is Fault.ERROR


def test_the_saved_result_of_a_formula_is_read() -> None:
    saved = parts_of(workbook((*FEW, "预算"), (*NEED, "=4+1")))
    assert b"<f>4+1</f><v" in saved[BOOK_PART]
    saved[BOOK_PART] = saved[BOOK_PART].replace(b"<f>4+1</f><v/>", b"<f>4+1</f><v>50000</v>")
    saved[BOOK_PART] = saved[BOOK_PART].replace(b"<f>4+1</f><v></v>", b"<f>4+1</f><v>50000</v>")
    assert read_sheet(packed(saved)).rows[0].cell(3).text == "50000"


def test_a_formula_in_text_is_told() -> None:
    table = read_sheet(csv(FEW, (SCHOOL, "=cmd|' /C calc'!A0", "教育")))
    assert table.rows[0].cell(1).fault is Fault.FORMULA


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "没有找到要上报的内容"),
        (b"PK\x03\x04 broken", "打不开"),
        (b"\x00\x01\x02" * 50, "打不开"),
        (csv(("姓名", "年龄"), ("张三", "9")), "没有找到要上报的内容"),
        (csv(FEW), "还没有填写内容"),
        (template(), "还没有填写内容"),
        (csv(("地点", "需要什么"), (SCHOOL, "冬衣200套")), "缺少必填的列：类别"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "旧版表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"x" * (limits.MAX_BYTES + 1), "5.0 MB，一次最多读 5 MB"),
        (csv(FEW, *[NEED] * 501), "最多上报 500 行"),
        (csv(FEW, *[("", "", "x")] * 3_001), "最多上报 500 行"),
        (csv(FEW, ("a" * 200_000, "b", "c")), "打不开"),
    ],
    ids=range(13),
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    assert sentence in refused(content)


def test_five_hundred_rows_are_read() -> None:
    assert len(read_sheet(csv(FEW, *[NEED] * 500)).rows) == 500


def test_a_zip_bomb_is_not_unfolded() -> None:
    parts = parts_of(workbook(FEW, NEED))
    assert "异常地大" in refused(packed(parts | {"xl/media/a.bin": bytes(60 * 1024 * 1024)}))
    assert "异常地大" in refused(packed(parts | {f"a{n}": b"" for n in range(2_001)}))


def test_entities_are_not_declared_in_an_honest_sheet() -> None:
    parts = parts_of(workbook(FEW, NEED))
    parts[BOOK_PART] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts[BOOK_PART]
    assert "异常地大" in refused(packed(parts))


@pytest.mark.parametrize("part", ["xl/workbook.xml", BOOK_PART, "xl/styles.xml"])
def test_a_broken_part_is_no_crash(part: str) -> None:
    parts = parts_of(workbook(FEW, NEED))
    assert part in parts
    assert "打不开" in refused(packed(parts | {part: b"<broken"}))


def test_a_row_far_below_and_a_column_far_right_cost_nothing() -> None:
    book = load_workbook(io.BytesIO(workbook(FEW, NEED)))
    book.worksheets[0]["XFD2"] = "x"
    out = io.BytesIO()
    book.save(out)
    assert len(read_sheet(out.getvalue()).rows[0].cells) == limits.MAX_COLUMNS
    book.worksheets[0]["A1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    assert len(read_sheet(out.getvalue()).rows) == 1


def test_which_files_are_sheets_is_told_by_content() -> None:
    assert is_sheet("照片.jpg", workbook(FEW))
    assert not is_sheet("a.xlsx", packed({"word/document.xml": b""}))
    assert not is_sheet("a.xlsx", b"PK\x03\x04")
    assert is_sheet("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))
    assert is_sheet("A.CSV", b"")
    assert not is_sheet("a.pdf", b"%PDF-1.7")
    assert not is_sheet("a.xlsx", packed({f"a{n}": b"" for n in range(limits.MAX_PARTS + 1)}))
