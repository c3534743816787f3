"""Rows read into needs: every cell by the reader of its question, every fault named by cell."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.category import Category
from api.domain.need import Beneficiaries, FiscalCover, Item, Urgency
from bot.batch.kept import Batch, KnownTicket, Standing, batch_from_json, batch_json, judged
from bot.batch.reading import read_batch
from bot.batch.rows import LONGEST_CELL, ReadRow, read_rows
from bot.batch.sheet_reading import read_sheet
from bot.dialogue.turn import IncomingFile
from knowledge.places.gazetteer import Gazetteer
from tests.bot.batch.made_sheets import AMBIGUOUS, FEW, ROW, SCHOOL, csv, filled, workbook

TODAY = date(2026, 9, 1)
NEED = (SCHOOL, "冬衣200套", "教育")


def rows(content: bytes, gazetteer: Gazetteer) -> list[ReadRow]:
    return list(read_rows(read_sheet(content), gazetteer, TODAY))


def wrong(content: bytes, gazetteer: Gazetteer) -> list[tuple[int, str, str, str]]:
    return [
        (row.number, problem.named, problem.said, problem.message)
        for row in rows(content, gazetteer)
        for problem in row.problems
    ]


def test_a_whole_row_becomes_a_need(gazetteer: Gazetteer) -> None:
    (row,) = rows(filled(ROW), gazetteer)
    need = row.need
    assert need is not None
    assert need.title == "澜沧县木戛乡中心小学：200套冬衣"
    assert need.place.code == "530828208"
    assert need.items == (Item("冬衣", Decimal(200), "套"),)
    assert need.category is Category.EDUCATION
    assert need.beneficiaries == Beneficiaries(120, None, "小学生")
    assert (need.budget_yuan, need.gap_yuan) == (Decimal(50_000), Decimal(30_000))
    assert need.fiscal_cover is FiscalCover.NONE
    assert need.deadline_date == date(2026, 12, 30)
    assert need.urgency is Urgency.URGENT
    assert need.contact == "李老师，木戛乡中心小学"
    assert set(row.provenance.values()) == {"said"}


def test_what_may_be_left_open_is_left_open(gazetteer: Gazetteer) -> None:
    (row,) = rows(workbook(FEW, NEED), gazetteer)
    assert row.need is not None
    assert row.need.budget_yuan is None
    assert {name for name, kept in row.provenance.items() if kept == "skipped"} == {
        *("beneficiaries", "budget_yuan", "gap_yuan", "fiscal_cover", "deadline"),
        *("urgency", "description", "contact"),
    }


def test_separate_columns_are_read_together(gazetteer: Gazetteer) -> None:
    head = ("县", "乡镇", "学校", "品名", "数量", "单位", "类别", "人数", "户数", "预算（万元）")
    content = workbook(
        head, ("澜沧县", "木戛乡", "中心小学", "冬衣", 200, "套", "教育", 120, 35, 5)
    )
    (row,) = rows(content, gazetteer)
    assert row.need is not None
    assert row.need.place.site == "木戛乡中心小学"
    assert row.need.items == (Item("冬衣", Decimal(200), "套"),)
    assert row.need.beneficiaries == Beneficiaries(120, 35, None)
    assert row.need.budget_yuan == 50_000


def test_each_fault_names_its_row_column_and_what_to_write(gazetteer: Gazetteer) -> None:
    head = (*FEW, "预算", "资金缺口", "期限", "受益对象", "紧急程度")
    content = csv(
        head,
        ("鼓楼区", "冬衣200套", "教育", "5", "", "", "", ""),
        (SCHOOL, "", "吃的", "5万元", "8万元", "", "", ""),
        ("中心小学", "=A1", "教育", "", "", "2020年1月1日", "很多", "非常"),
    )
    found = wrong(content, gazetteer)
    assert [(number, column, said) for number, column, said, _ in found] == [
        (2, "地点", "鼓楼区"),
        (3, "需要什么", ""),
        (3, "类别", "吃的"),
        (3, "资金缺口", "8万元"),
        (4, "地点", "中心小学"),
        (4, "需要什么", ""),
        (4, "受益对象", "很多"),
        (4, "期限", "2020年1月1日"),
        (4, "紧急程度", "非常"),
    ]
    messages = [message for *_, message in found]
    assert messages[0] == (
        "有 4 种可能：江苏省南京市鼓楼区；江苏省徐州市鼓楼区；福建省福州市鼓楼区；"
        "河南省开封市鼓楼区。请写全是哪一个。"
    )
    assert messages[1].startswith("这一格必须填。比如：冬衣200套")
    assert "不会比预算（5万元）多" in messages[3]
    assert "公式" in messages[5]
    assert "已经过去" in messages[7]


def test_a_site_without_its_county_is_asked_for(gazetteer: Gazetteer) -> None:
    ((_, column, _, message),) = wrong(csv(FEW, ("大班利村小学", *NEED[1:])), gazetteer)
    assert column == "地点"
    assert "县" in message


def test_a_cell_too_long_to_be_read_is_told(gazetteer: Gazetteer) -> None:
    long = "冬衣1套、" * 100
    ((_, _, said, message),) = wrong(csv(FEW, (SCHOOL, long, "教育")), gazetteer)
    assert len(said) == 31
    assert f"{LONGEST_CELL} 字以内" in message


def test_an_inferred_county_is_said(gazetteer: Gazetteer) -> None:
    (row,) = rows(csv(FEW, ("木戛乡中心小学", *NEED[1:])), gazetteer)
    assert row.remarks == ("澜沧县是由“木戛乡”推断的，请核对。",)


def test_numbers_of_persons_are_nowhere_kept(gazetteer: Gazetteer) -> None:
    head = (*FEW, "情况说明", "联系人")
    said = "家长电话13812345678，身份证530828199001011234"
    (row,) = rows(csv(head, (*NEED, said, "李老师 13812345678")), gazetteer)
    assert row.need is not None
    assert "1381234" not in repr(row)
    assert "19900101" not in repr(row)
    assert row.need.contact == "李老师"
    assert row.remarks == ("电话、证件或银行卡号码已隐去，没有保存。",)


def test_a_row_has_one_digest_however_it_is_written(gazetteer: Gazetteer) -> None:
    """The same content in another file, order of columns or width of characters."""
    (one,) = rows(csv((*FEW, "预算"), (*NEED, "50000")), gazetteer)
    (two,) = rows(workbook(("预算", *reversed(FEW)), (50_000, *reversed(NEED))), gazetteer)
    (wide,) = rows(csv((*FEW, "预算"), (*NEED[:1], "冬衣２００ 套", "教育", "50000元")), gazetteer)
    (other,) = rows(csv((*FEW, "预算"), (*NEED, "50001")), gazetteer)
    assert one.digest == two.digest == wide.digest
    assert other.digest != one.digest


def test_rows_known_or_repeated_open_no_ticket(gazetteer: Gazetteer) -> None:
    file = IncomingFile("需求.csv", csv(FEW, NEED, AMBIGUOUS, NEED, (SCHOOL, "棉被50床", "教育")))
    batch = read_batch(file, gazetteer, TODAY)
    fresh = judged(batch, {})
    assert [one.standing for one in fresh] == [
        *(Standing.READY, Standing.FAULTY, Standing.REPEATED, Standing.READY),
    ]
    assert fresh[2].first == 2
    known = judged(batch, {batch.rows[0].digest: KnownTicket(1001, "审核中")})
    assert [one.standing for one in known] == [
        *(Standing.KNOWN, Standing.FAULTY, Standing.KNOWN, Standing.READY),
    ]


CELLS = st.sampled_from(
    ["", SCHOOL, "鼓楼区", "冬衣200套", "教育", "5万", "120人", "=1", "13812345678", "\x1f", "，"]
) | st.text(max_size=20)


@settings(max_examples=40)
@given(table=st.lists(st.lists(CELLS, min_size=3, max_size=6), min_size=1, max_size=3))
def test_whatever_stands_in_cells_a_row_is_a_need_or_says_why_not(
    gazetteer: Gazetteer, table: Sequence[Sequence[str]]
) -> None:
    head = [*FEW, "预算", "受益对象", "情况说明"]
    content = workbook(head, (SCHOOL, "冬衣200套", "教育"), *map(_storable, table))
    batch = read_batch(IncomingFile("a.xlsx", content), gazetteer, TODAY)
    for row in batch.rows:
        assert (row.need is None) == bool(row.problems)
        assert all(problem.column in head for problem in row.problems)
    assert batch_from_json(batch_json(batch)) == batch
    assert isinstance(batch, Batch)


def _storable(cells: Sequence[str]) -> list[str]:
    """What a program that writes sheets takes: no control characters, no halves of pairs."""
    return ["".join(c for c in cell if c.isprintable()) for cell in cells]


@pytest.mark.parametrize("said", ["教育", "教育类", "education"])
def test_a_choice_is_taken_by_its_label_or_as_it_is_said(gazetteer: Gazetteer, said: str) -> None:
    (row,) = rows(csv(FEW, (*NEED[:2], said)), gazetteer)
    assert row.need is not None
    assert row.need.category is Category.EDUCATION
