"""What is said around quotations that a channel shows by themselves."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.quoting import around, citation_path


def cited(quote: str, **more: Any) -> dict[str, Any]:
    return {"document": "law", "quote": quote, "start": 3, "end": 9, **more}


def test_the_first_line_stays_and_the_quotations_go() -> None:
    text = "甲法规定：“一。”\n“一。二。”\n——甲法\n“三。”\n——乙法\n说明：试行。\n结尾。"

    assert around(text, [cited("一。二。"), cited("三。")]) == (
        "甲法规定：“一。”",
        "说明：试行。\n结尾。",
    )


def test_a_lead_that_says_the_whole_quotation_is_kept() -> None:
    assert around("甲法规定：“一。”\n——甲法\n结尾。", [cited("一。")]) == (
        "甲法规定：“一。”",
        "结尾。",
    )


def test_words_before_the_first_quotation_stay_before_it() -> None:
    text = "不在有效期内。\n甲法已由乙法代替。\n“一。”\n——甲法\n转给工作人员。"

    assert around(text, [cited("一。")]) == (
        "不在有效期内。\n甲法已由乙法代替。",
        "转给工作人员。",
    )


def test_words_between_quotations_come_after_them() -> None:
    text = "首句。\n“一。”\n另有一项：\n“二。”\n结尾。"

    assert around(text, [cited("一。"), cited("二。")])[1] == "另有一项：\n\n结尾。"


@given(st.text())
def test_a_text_without_citations_is_said_as_it_is(text: str) -> None:
    assert around(text, []) == (text.strip(), "")


def test_the_document_opens_at_the_sentence_else_at_the_quotation() -> None:
    assert citation_path(cited("一")) == "/policies/law?start=3&end=9#passage"
    assert citation_path(cited("一", focus=[4, 6])) == "/policies/law?start=4&end=6#passage"
