"""Provisions that a quotation names stand beside it: one step, two at most, in force."""

from datetime import date

import pytest

from knowledge.documents import Document, Tier
from knowledge.ingest import ingest
from knowledge.library import MemoryLibrary
from knowledge.lookup import Titles
from retrieval.answer import Citation, Role
from retrieval.corpus import load
from retrieval.extractive import citation_at
from retrieval.referred import References
from tests.retrieval import samples

DAY = date(2026, 11, 21)
LAW = """第一条 成立互助站应当登记。
登记由县级民政部门办理，有下列情形之一的不予登记：
（一）没有章程；
（二）没有住所。
依照前款不予登记的，说明理由。
第二条 互助站每年公开一次账目。
第三条 违反本法第二条规定的，责令改正；违反前条、本法第一条、第四条规定的，处罚款。
第四条 举办互助站，应当依照《山谷法》第一条的规定备案。
第五条 依照第九十九条办理。
"""
VALLEY = "第一条 备案材料是申请书和章程。\n"
OLD_VALLEY = "第一条 备案材料是申请书。\n"


def official(key: str, title: str, text: str, begun: date, ended: date | None = None) -> Document:
    return Document(
        key, title, text, Tier.OFFICIAL, "x", effective_from=begun, effective_to=ended
    )  # fmt: skip


@pytest.fixture(scope="module")
def held() -> MemoryLibrary:
    library = MemoryLibrary()
    ingest(
        library,
        [
            official("law", "互助站法", LAW, date(2020, 1, 1)),
            official("valley-2021", "山谷法", VALLEY, date(2021, 1, 1)),
            official("valley-2010", "山谷法", OLD_VALLEY, date(2010, 1, 1), date(2020, 12, 31)),
            Document("digest", "要点", "# 要点\n\n依照《互助站法》第二条，账目要公开。\n"
                     "互助站第四条说的是备案。\n", Tier.DIGEST, "x"),
        ],
    )  # fmt: skip
    return library


def referred(held: MemoryLibrary, *citations: Citation, as_of: date = DAY) -> list[str]:
    corpus = load(held)
    references = References(corpus, Titles.of(corpus.documents.values()))
    found = references.of(citations, as_of)
    assert all(one.role is Role.REFERRED for one in found)
    for one in found:
        assert corpus.documents[one.document].text[one.start : one.end] == one.quote
    return [one.quote for one in found]


def article_of(held: MemoryLibrary, label: str) -> Citation:
    corpus = load(held)
    (key,) = corpus.articles[("law", label)]
    passage = corpus.passages[key]
    span = (passage.start, passage.end)
    return citation_at(corpus.documents["law"], span, article=label, role=Role.ANSWER)


def test_two_provisions_at_most_each_once_in_the_order_named(held: MemoryLibrary) -> None:
    found = referred(held, article_of(held, "第三条"))

    assert [quote[:4] for quote in found] == ["第二条 ", "第一条 "]


def test_a_provision_quoted_already_is_not_repeated(held: MemoryLibrary) -> None:
    found = referred(held, article_of(held, "第三条"), article_of(held, "第二条"))

    assert [quote[:4] for quote in found] == ["第一条 ", "第四条 "]


def test_of_another_text_the_version_in_force_is_quoted(held: MemoryLibrary) -> None:
    fourth = article_of(held, "第四条")

    assert referred(held, fourth) == [VALLEY.strip()]
    assert referred(held, fourth, as_of=date(2020, 6, 1)) == [OLD_VALLEY.strip()]


def test_the_paragraph_before_is_quoted_with_its_items_where_it_is_not(
    held: MemoryLibrary,
) -> None:
    corpus = load(held)
    text = corpus.documents["law"].text
    start, end = text.index("依照前款"), text.index("第二条 互助站每年") - 1
    part = citation_at(corpus.documents["law"], (start, end), article="第一条", role=Role.ANSWER)

    (quote,) = referred(held, part)

    assert quote.startswith("登记由县级民政部门办理")
    assert quote.endswith("（二）没有住所。")
    assert referred(held, article_of(held, "第一条")) == []


def test_what_is_not_held_is_left_out(held: MemoryLibrary) -> None:
    assert referred(held, article_of(held, "第五条")) == []


def test_a_digest_leads_to_the_text_it_names_and_counts_no_articles_of_its_own(
    held: MemoryLibrary,
) -> None:
    corpus = load(held)
    digest = corpus.documents["digest"]
    start = digest.text.index("依照")
    whole = citation_at(digest, (start, len(digest.text)), article=None, role=Role.ANSWER)

    assert referred(held, whole) == ["第二条 互助站每年公开一次账目。"]


def test_a_long_provision_is_quoted_up_to_the_end_of_a_sentence() -> None:
    library = MemoryLibrary()
    text = "第一条 依照第二条办理。\n第二条 " + "每年公开一次账目。" * 60 + "\n"
    ingest(library, [official("law", "互助站法", text, date(2020, 1, 1))])

    (quote,) = referred(library, article_of(library, "第一条"))

    assert quote.endswith("账目。")
    assert 250 < len(quote) <= 300


def test_a_reply_says_which_provisions_its_quotations_name() -> None:
    library = MemoryLibrary()
    ingest(library, [official("law", "互助站法", LAW, date(2020, 1, 1))])
    answer = samples.asker(library).ask("互助站法第五条和第三条怎么说")

    roles = {one.article: one.role for one in answer.citations}
    assert roles["第三条"] is Role.ANSWER
    assert roles["第二条"] is Role.REFERRED
    assert "原文还提到《互助站法》第二条、《互助站法》第一条，一并列出。" in answer.text
