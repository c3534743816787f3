"""The words an answer begins with: of a quotation, what speaks most to the question."""

import pytest

from knowledge.articles import split
from knowledge.documents import Document, Tier
from retrieval.asked import Asked
from retrieval.corpus import load
from retrieval.evidence import Evidence
from retrieval.leading import joined, leading
from retrieval.question import vocabulary
from retrieval.reasons import scope
from retrieval.search import Hit
from tests.retrieval import samples

LIST = """第一条 成立互助组织，应当符合下列条件：
（一）有募捐章程；
（二）有三十名以上的会员；
（三）有固定的住所。
互助组织的名称应当写明行政区域。
"""


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence(samples.lexical(load(samples.library())), vocabulary()["question_words"])


def lead(text: str, question: str, evidence: Evidence, tier: Tier = Tier.OFFICIAL) -> str:
    document = Document("law", "规定", text, tier, "x")
    read = samples.reader(load(samples.library())).read(question)
    hit = Hit(split(document)[0], document, 1.0)
    spans = leading(read, hit, evidence, Asked(scope()["asks"]))
    assert all(text[start:end] for start, end in spans)
    return joined(text, spans)


def test_it_is_the_sentence_that_speaks_most_without_the_label_of_its_article(
    evidence: Evidence,
) -> None:
    text = "第一条 募捐方案应当备案。捐赠财产有剩余的，用于其他项目。"

    assert lead(text, "募捐方案要备案吗", evidence) == "募捐方案应当备案。"
    assert lead(text, "捐赠财产有剩余怎么办", evidence) == "捐赠财产有剩余的，用于其他项目。"


def test_where_a_fact_is_asked_the_sentence_that_holds_one_comes_first(evidence: Evidence) -> None:
    text = "第一条 擅自公开募捐的，责令停止。\n擅自公开募捐的，处二万元罚款。"

    assert "二万元" in lead(text, "擅自公开募捐罚多少钱", evidence)
    assert "责令停止" in lead(text, "擅自公开募捐怎么处理", evidence)


def test_what_introduces_a_list_is_followed_by_its_items(evidence: Evidence) -> None:
    said = lead(LIST, "成立互助组织应当符合什么条件", evidence)

    assert said == (
        "成立互助组织，应当符合下列条件：（一）有募捐章程；（二）有三十名以上的会员；"
        "（三）有固定的住所。"
    )


def test_an_item_stands_behind_what_introduces_its_list(evidence: Evidence) -> None:
    said = lead(LIST, "住所要固定吗", evidence)

    assert said == "成立互助组织，应当符合下列条件：……（三）有固定的住所。"


def test_items_that_nothing_introduces_stand_alone(evidence: Evidence) -> None:
    text = "第一条 互助组织有名称。\n（一）有募捐章程；\n（二）有会员。"

    assert lead(text, "募捐章程", evidence) == "（一）有募捐章程"


def test_a_list_in_one_line_is_introduced_by_its_beginning(evidence: Evidence) -> None:
    text = "第一条 成立互助组织应当：（一）有住所；（二）有募捐章程；（三）有会员。"

    assert lead(text, "募捐章程", evidence) == "成立互助组织应当：……（二）有募捐章程"


def test_a_heading_is_no_answer(evidence: Evidence) -> None:
    text = "# 要点\n\n## 第三条 募捐方案怎样备案\n\n募捐方案报民政部门。\n"

    assert lead(text, "募捐方案怎样备案", evidence, Tier.DIGEST) == "募捐方案报民政部门。"


def test_a_passage_without_a_sentence_leads_as_it_is(evidence: Evidence) -> None:
    assert lead("。" * 30 + "募捐", "募捐", evidence)
    assert lead("募捐", "募捐", evidence) == "募捐"


def test_what_says_that_sources_differ_goes_with_the_sentence_that_answers(
    evidence: Evidence,
) -> None:
    text = "公开募捐的通知说先备案。\n另一篇文章说后备案。\n先备案还是后备案，说法相反，须核实。\n"

    said = lead(text, "公开募捐的通知怎么说", evidence, Tier.DIGEST)

    assert said == "公开募捐的通知说先备案。……先备案还是后备案，说法相反，须核实。"
