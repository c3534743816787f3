"""The sheets we give: the template never drifts from the report, and a result can be sent again."""

import io
from datetime import date

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from api.domain.category import LABELS
from api.domain.need import FiscalCover, Urgency
from bot.batch.annotated import annotated
from bot.batch.columns import heading, steps
from bot.batch.kept import KnownTicket, judged
from bot.batch.limits import MAX_ROWS
from bot.batch.reading import read_batch
from bot.batch.template import template
from bot.dialogue.flows.report import REPORT
from bot.dialogue.turn import IncomingFile
from knowledge.places.gazetteer import Gazetteer
from tests.bot.batch.made_sheets import AMBIGUOUS, FEW, SCHOOL, csv

TODAY = date(2026, 9, 1)


def sheet_of(content: bytes, name: str = "上报") -> Worksheet:
    sheet = load_workbook(io.BytesIO(content))[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def lists(sheet: Worksheet) -> dict[str, list[str]]:
    return {
        str(one.sqref).split(":")[0]: str(one.formula1).strip('"').split(",")
        for one in sheet.data_validations.dataValidation
    }


def test_the_template_has_a_column_for_each_question_in_the_order_asked() -> None:
    sheet = sheet_of(template())
    head = [str(cell.value) for cell in sheet[1]]
    required = {s.slot for s in REPORT.steps if s.required}
    assert head == [heading(step) for step in steps()]
    assert {s.slot for s, name in zip(steps(), head, strict=True) if name[-1] == "*"} == required
    assert all(sheet.cell(2, at).value for at in range(1, len(head) + 1))


def test_the_lists_of_the_template_are_the_labels_of_the_codes() -> None:
    sheet = sheet_of(template())
    places = {step.slot: sheet.cell(3, at).coordinate for at, step in enumerate(steps(), 1)}
    assert lists(sheet) == {
        places["category"]: list(LABELS.values()),
        places["fiscal_cover"]: [cover.label for cover in FiscalCover],
        places["urgency"]: [urgency.label for urgency in Urgency],
    }
    ends = {str(one.sqref).split(":")[1][1:] for one in sheet.data_validations.dataValidation}
    assert ends == {str(MAX_ROWS + 2)}


def test_the_second_sheet_says_of_each_column_how_it_is_filled_in() -> None:
    words = [str(cell.value) for row in sheet_of(template(), "填写说明") for cell in row]
    for step in steps():
        assert heading(step) in words
        assert step.question in words
    assert any("最多 500 行" in word for word in words)


def test_a_result_says_of_each_row_what_became_of_it(gazetteer: Gazetteer) -> None:
    need, other = (SCHOOL, "冬衣200套", "教育"), (SCHOOL, "棉被50床", "教育")
    file = IncomingFile("需求.csv", csv(FEW, need, AMBIGUOUS, other, other))
    batch = read_batch(file, gazetteer, TODAY)
    known = {batch.rows[0].digest: KnownTicket(1001, "审核中")}
    sheet = sheet_of(annotated(batch, judged(batch, known)))
    assert [cell.value for cell in sheet[1]] == ["原行号", *FEW, "问题"]
    assert [sheet.cell(row, 1).value for row in range(2, 6)] == [2, 3, 4, 5]
    said = [str(sheet.cell(row, 5).value) for row in range(2, 6)]
    assert said[0] == "已经是工单 1001（审核中），不会再建。"
    assert said[1].startswith("地点：有 4 种可能")
    assert said[2:] == ["可以提交。", "和第 4 行的内容一样，不会再建。"]
    coloured = {
        cell.coordinate
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.fill.patternType
    }
    assert coloured == {"B3"}
    assert list(lists(sheet)) == ["D2"]


def test_a_result_that_was_mended_can_be_sent_again(gazetteer: Gazetteer) -> None:
    file = IncomingFile("需求.csv", csv(FEW, (SCHOOL, "冬衣200套", "教育"), AMBIGUOUS))
    batch = read_batch(file, gazetteer, TODAY)
    content = annotated(batch, judged(batch, {}))
    book = load_workbook(io.BytesIO(content))
    book["上报"]["B3"] = "福州市鼓楼区"
    out = io.BytesIO()
    book.save(out)
    again = read_batch(IncomingFile("需求-逐行结果.xlsx", out.getvalue()), gazetteer, TODAY)
    assert again.rows[0].digest == batch.rows[0].digest
    assert all(row.need for row in again.rows)


def test_no_cell_of_a_result_is_a_formula(gazetteer: Gazetteer) -> None:
    head = (*FEW, "情况说明")
    rows = [(SCHOOL, "冬衣200套", "教育", said) for said in ("+1+1", "-2", "@SUM(A1)", "'=1")]
    batch = read_batch(IncomingFile("a.csv", csv(head, *rows)), gazetteer, TODAY)
    sheet = sheet_of(annotated(batch, judged(batch, {})))
    assert [sheet.cell(row, 5).value for row in range(2, 6)] == ["+1+1", "-2", "@SUM(A1)", "'=1"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet["E2"].quotePrefix
