"""Sources that differ are shown side by side, each with its date; the rest is answered as ever."""

from dataclasses import replace
from datetime import date

import pytest

from bot.quoting import around
from knowledge.documents import Document, Tier
from knowledge.ingest import ingest
from knowledge.library import MemoryLibrary
from retrieval.answer import Answer, AnswerStatus, Mode, Role
from retrieval.claim_lines import Listener
from retrieval.compose import Composed, Fallback, Material
from retrieval.texts import SECOND_HAND
from tests.retrieval import samples

LAW = Document(
    "law",
    "中华人民共和国互助站法",
    "第一条 互助站每年的公益支出，不得低于上一年总收入的百分之七十。\n"
    "第二条 互助站的会计档案应当保存。\n",
    Tier.OFFICIAL,
    "x",
    issuer="全国人民代表大会",
    effective_from=date(2024, 9, 5),
)
REGULATION = Document(
    "regulation",
    "互助站管理条例",
    "第八条 互助站每年的公益支出，不得低于上一年总收入的60%。\n第九条 互助站应当按时年检。\n",
    Tier.OFFICIAL,
    "x",
    issuer="国务院",
    effective_from=date(2004, 6, 1),
)
QUESTION = "互助站每年的公益支出不低于多少"


def ask(*documents: Document, question: str = QUESTION) -> Answer:
    return samples.asker(held(*documents)).ask(question)


def held(*documents: Document) -> MemoryLibrary:
    library = MemoryLibrary()
    ingest(library, documents)
    return library


def conflicting(answer: Answer) -> set[str]:
    return {one.document for one in answer.citations if one.role is Role.CONFLICT}


def test_each_side_stands_with_its_place_its_date_and_its_figure() -> None:
    answer = ask(LAW, REGULATION)
    opening, first, second, kinds, *_ = answer.text.split("\n")

    assert answer.status is AnswerStatus.ANSWERED
    assert conflicting(answer) == {"law", "regulation"}
    assert opening == "收录的文件说法不同，分列如下，不作取舍。"
    assert {first[2:], second[2:]} == {
        "《中华人民共和国互助站法》第一条（2024年9月5日起施行，官方原文）："
        "不得低于上一年总收入的百分之七十。",
        "《互助站管理条例》第八条（2004年6月1日起施行，官方原文）：不得低于上一年总收入的60%。",
    }
    assert kinds == (
        "《中华人民共和国互助站法》是法律，《互助站管理条例》是行政法规；法律的位阶更高。"
    )


def test_each_side_is_quoted_with_what_it_says_marked() -> None:
    for citation in ask(LAW, REGULATION).citations:
        if citation.role is Role.CONFLICT:
            assert citation.focus is not None
            start, end = citation.focus
            marked = citation.quote[start - citation.start : end - citation.start]
            assert marked.startswith("不得低于上一年总收入的")


def test_in_a_chat_all_that_differs_is_said_before_the_cards() -> None:
    answer = ask(LAW, REGULATION)

    before, after = around(answer.text, answer.to_json()["citations"])

    assert before.split("\n") == answer.text.split("\n")[:4]
    assert after.endswith("以上是原文摘录，不是审批结论。")


def test_another_base_of_the_same_share_is_a_difference_too() -> None:
    wider = replace(LAW, text=LAW.text.replace("百分之七十", "60%或者前三年收入平均数额的60%"))

    assert conflicting(ask(wider, REGULATION)) == {"law", "regulation"}


def test_restatements_are_held_against_restatements_and_say_that_they_are() -> None:
    restated = replace(REGULATION, key="other", title="互助站工作细则", tier=Tier.DIGEST)
    press = replace(LAW, key="press", title="互助站报道", tier=Tier.PRESS, issuer=None)

    answer = ask(restated, press)

    assert conflicting(answer) == {"other", "press"}
    assert answer.text.startswith(SECOND_HAND)
    assert "新闻报道" in answer.text
    assert "位阶" not in answer.text


@pytest.mark.parametrize(
    "other",
    [
        replace(REGULATION, text=REGULATION.text.replace("60%", "70%")),
        replace(REGULATION, text=REGULATION.text.replace("不得低于上一年总收入的", "按照规定为")),
        replace(REGULATION, tier=Tier.PRESS),
        replace(REGULATION, region="上海市"),
        replace(REGULATION, programme="hill"),
        replace(REGULATION, title="互助站法实施条例"),
        replace(REGULATION, text=REGULATION.text.replace("60%", "互助站法规定数额的60%")),
        replace(REGULATION, effective_to=date(2010, 1, 1)),
    ],
    ids=[
        "the same figure", "other words", "the press", "another place", "another programme",
        "its implementation", "what refers to it", "no longer in force",
    ],
)  # fmt: skip
def test_what_is_no_difference_is_not_shown_as_one(other: Document) -> None:
    assert conflicting(ask(LAW, other)) == set()


def test_fines_for_other_acts_and_questions_for_no_figure_show_no_difference() -> None:
    fined = [
        replace(one, text=one.text.replace("不得低于上一年总收入的", "不足的处罚款，按"))
        for one in (LAW, REGULATION)
    ]

    assert conflicting(ask(*fined)) == set()
    assert conflicting(ask(LAW, REGULATION, question="互助站的公益支出怎样监督")) == set()


def test_no_model_phrases_a_difference() -> None:
    def phrased(material: Material, listener: Listener) -> Composed:
        raise AssertionError(f"asked to phrase {material.question.text}, {listener}")

    class Never:
        def compose(self, material: Material, listener: Listener) -> Composed:
            return phrased(material, listener)

    composer = Fallback(phrased, Never())
    answer = samples.asker(held(LAW, REGULATION), composer=composer).ask(QUESTION)

    assert answer.mode is Mode.EXTRACTIVE
    assert conflicting(answer) == {"law", "regulation"}
