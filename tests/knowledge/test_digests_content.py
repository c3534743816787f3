"""The shipped digests: what every one of them must be for a quotation to answer a question."""

import re
from datetime import date

import pytest

from knowledge.articles import split
from knowledge.digests import digest_files, digests
from knowledge.documents import Document, Tier
from knowledge.programme_files import load_programmes

DIGESTS = {document.key: document for document in digests()}
PROGRAMMES = {programme.key for programme in load_programmes()}


def sentences(document: Document) -> list[str]:
    """The lines that are not headings."""
    lines = (line.strip() for line in document.text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def test_there_are_digests_for_every_policy_known() -> None:
    assert len(DIGESTS) >= 18


def test_a_key_is_the_name_of_its_file() -> None:
    assert sorted(DIGESTS) == sorted(file.name.removesuffix(".md") for file in digest_files())


@pytest.mark.parametrize("document", DIGESTS.values(), ids=DIGESTS)
def test_a_digest_says_that_it_is_one_and_where_it_comes_from(document: Document) -> None:
    assert document.tier is Tier.DIGEST
    assert len(document.source) >= 10
    assert document.status_note
    assert not re.search(r"(?<![a-z:/])/(?:work|tmp|home|shared)\b", document.source)


@pytest.mark.parametrize("document", DIGESTS.values(), ids=DIGESTS)
def test_every_line_is_one_sentence_that_stands_by_itself(document: Document) -> None:
    for line in sentences(document):
        assert line.endswith("。"), line
        assert not re.match(r"(?:它|其|该|这些|此外|另外|同时|并且|但是)", line), line
        assert not re.search(r"[,;?!]", line), f"half-width punctuation: {line}"
        assert len(line) <= 120, line


@pytest.mark.parametrize("document", DIGESTS.values(), ids=DIGESTS)
def test_no_sentence_is_written_twice(document: Document) -> None:
    assert len(sentences(document)) == len(set(sentences(document)))


@pytest.mark.parametrize("document", DIGESTS.values(), ids=DIGESTS)
def test_dates_are_in_order(document: Document) -> None:
    if document.effective_from and document.effective_to:
        assert document.effective_from <= document.effective_to
    for other in (*document.replaces, *filter(None, [document.replaced_by])):
        assert other in DIGESTS


@pytest.mark.parametrize("document", DIGESTS.values(), ids=DIGESTS)
def test_a_programme_is_set_only_where_there_are_rules_for_it(document: Document) -> None:
    assert document.programme is None or document.programme in PROGRAMMES


@pytest.mark.parametrize("document", DIGESTS.values(), ids=DIGESTS)
def test_an_article_heading_leads_only_to_sentences_about_that_article(
    document: Document,
) -> None:
    for passage in split(document):
        if passage.article:
            body = passage.text.split("\n", 1)[1]
            assert passage.article in body, passage.text


def test_the_special_rule_for_poverty_relief_gifts_has_ended() -> None:
    rule = DIGESTS["tax-poverty-relief"]
    assert rule.in_force(date(2025, 12, 31))
    assert not rule.in_force(date(2026, 1, 1))


def test_the_social_assistance_law_begins_on_its_day() -> None:
    assert not DIGESTS["social-assistance-law"].in_force(date(2026, 6, 30))
    assert DIGESTS["social-assistance-law"].in_force(date(2026, 7, 1))


def test_the_two_accounts_of_payment_stand_side_by_side() -> None:
    text = DIGESTS["shanghai-special-fund"].text
    assert "主要采用事前资助" in text
    assert "做完以后再给资助" in text
