"""Which passages are quoted, and how much of each."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.articles import split
from knowledge.documents import Document, Tier
from retrieval.asked import Asked
from retrieval.corpus import load
from retrieval.evidence import Evidence
from retrieval.extractive import MOST_QUOTED, chosen, quotation
from retrieval.question import vocabulary
from retrieval.reasons import scope
from retrieval.search import Hit
from tests.retrieval import samples

ASKED = Asked(scope()["asks"])
LONG = "第一条 " + "".join(
    f"第{n}类组织应当{duty}，并按照有关规定把办理结果告诉申请人和有关部门。"
    for n, duty in enumerate(
        ("登记", "备案募捐方案", "公开募捐收支", "保存档案", "接受审计", "缴纳税款", "报送年报"), 1
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence(samples.lexical(load(samples.library())), vocabulary()["question_words"])


def hit(text: str = LONG, score: float = 1.0, programme: str | None = None) -> Hit:
    document = Document(
        "long", "长规定", text, Tier.OFFICIAL, "x", programme=programme,
        effective_from=date(2020, 1, 1),
    )  # fmt: skip
    return Hit(split(document)[0], document, score)


def quote(text: str, question: str, evidence: Evidence) -> str:
    read = samples.reader(load(samples.library())).read(question)
    found = hit(text)
    citation = quotation(read, found, evidence, ASKED)
    assert found.document.text[citation.start : citation.end] == citation.quote
    return citation.quote


def test_a_short_article_is_quoted_whole(evidence: Evidence) -> None:
    assert quote("第一条 募捐方案要备案。\n应当公开。", "备案", evidence).startswith("第一条")


def test_of_a_long_article_whole_sentences_around_the_best_are_quoted(evidence: Evidence) -> None:
    quoted = quote(LONG, "公开募捐收支", evidence)

    assert "公开募捐收支" in quoted
    assert len(quoted) <= 220 < len(LONG)
    assert quoted.endswith("。")


def test_one_endless_sentence_is_quoted_as_it_is(evidence: Evidence) -> None:
    text = "第一条 " + "募捐方案应当写明事项，" * 30 + "并备案。"

    assert quote(text, "募捐方案", evidence).endswith("并备案。")


def test_the_best_and_what_comes_near_it_are_chosen() -> None:
    hits = [hit(score=score) for score in (1.0, 0.9, 0.8, 0.7, 0.2)]

    assert [one.score for one in chosen(hits)] == [1.0, 0.9, 0.8]
    assert len(chosen(hits)) == MOST_QUOTED
    assert [one.score for one in chosen([hit(), hit(score=0.3)])] == [1.0]
    assert chosen([]) == []


def test_texts_of_two_programmes_are_not_chosen_together() -> None:
    hits = [hit(programme="a"), hit(programme="b"), hit()]

    assert [one.document.programme for one in chosen(hits)] == ["a", None]


def test_a_passage_without_a_sentence_is_quoted_whole(evidence: Evidence) -> None:
    marks = "。" * 300
    document = Document("m", "符号", marks, Tier.OFFICIAL, "x")
    passage = replace(hit().passage, document="m", start=0, end=300, text=marks)
    read = samples.reader(load(samples.library())).read("募捐")

    assert quotation(read, Hit(passage, document, 1.0), evidence, ASKED).quote == marks
