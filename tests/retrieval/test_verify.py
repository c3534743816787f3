"""The last check: quotations verbatim, figures covered."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Document, Tier
from retrieval.answer import Citation
from retrieval.verify import Line, claims, is_verbatim, verified

TEXT = "第三条 依法登记满一年的，二十日内决定，支出不少于百分之七十，最高50万元。"
DOCUMENT = Document("law", "示范法", TEXT, Tier.OFFICIAL, "x", number="示发〔2022〕7号")
DOCUMENTS = {"law": DOCUMENT}


def citation(start: int = 0, end: int = len(TEXT)) -> Citation:
    return Citation(
        "law", "示范法", None, None, "第三条", TEXT[start:end], start, end, Tier.OFFICIAL,
        date(2024, 9, 5), None, 1.0,
    )  # fmt: skip


def shown(*lines: Line, facts: tuple[str, ...] = ()) -> list[str]:
    return [line.text for line in verified(lines, DOCUMENTS, facts)]


@given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
def test_any_part_of_the_text_at_its_place_is_verbatim(start: int, end: int) -> None:
    if start < end:
        assert is_verbatim(citation(start, end), DOCUMENTS)


@pytest.mark.parametrize(
    "changed",
    [{"quote": "别的话"}, {"start": 1}, {"document": "gone"}, {"quote": "", "start": 3, "end": 3}],
)
def test_a_quotation_that_is_not_at_its_place_falls(changed: dict[str, object]) -> None:
    wrong = replace(citation(), **changed)  # type: ignore[arg-type]  # each value fits its field

    assert not is_verbatim(wrong, DOCUMENTS)
    assert shown(Line("引文", wrong), Line("结尾")) == ["结尾"]


@pytest.mark.parametrize(
    "said",
    ["最高50万元", "登记满一年", "二十日内", "百分之七十", "第三条有规定", "没有数字的话"],
)
def test_a_figure_that_stands_in_a_quotation_may_be_said(said: str) -> None:
    assert said in shown(Line(TEXT, citation()), Line(said))


@pytest.mark.parametrize(
    "said",
    ["最高500万元", "登记满二年", "三十日内", "百分之八十", "第四条有规定", "30%", "2026年起"],
)
def test_a_figure_that_stands_nowhere_takes_its_line_with_it(said: str) -> None:
    assert said not in shown(Line(TEXT, citation()), Line(said))


def test_stored_metadata_may_be_stated() -> None:
    said = "依据示发〔2022〕7号，2024年9月5日起施行"

    assert said not in shown(Line(TEXT, citation()), Line(said))
    facts = ("示发〔2022〕7号", "2024年9月5日")
    assert said in shown(Line(TEXT, citation()), Line(said), facts=facts)


def test_a_figure_of_a_quotation_that_fell_counts_no_more() -> None:
    wrong = replace(citation(), start=1)

    assert shown(Line(TEXT, wrong), Line("最高50万元")) == []


def test_the_number_of_the_article_quoted_from_its_middle_may_be_stated() -> None:
    assert "第三条有规定" in shown(Line(TEXT[4:12], citation(4, 12)), Line("第三条有规定"))


@given(st.text())
def test_claims_of_any_text_can_be_read(text: str) -> None:
    assert claims(text) <= claims(text + "。")


def test_what_a_line_repeats_must_stand_in_its_document() -> None:
    whole = citation()
    lead = Line("《示范法》第三条规定：“二十日内决定”", whole, ((13, 19),))

    assert TEXT[13:19] == "二十日内决定"
    assert shown(Line(TEXT, whole), lead) == [TEXT, lead.text]
    assert shown(Line(TEXT, whole), replace(lead, said=((0, 9),))) == [TEXT]
    assert shown(Line(TEXT, whole), replace(lead, said=((99, 120),))) == [TEXT]


def test_figures_that_a_line_repeats_from_outside_the_quotation_may_be_said() -> None:
    lead = Line("二十日内决定", citation(0, 4), ((13, 19),))

    assert shown(lead) == [lead.text]
