"""Lay questions: the shipped files, and what is refused."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from knowledge import lay_questions as module
from knowledge.articles import split
from knowledge.digests import digests
from knowledge.ingest import builtin_documents
from knowledge.lay_questions import (
    LayQuestionsError,
    lay_questions,
    question_files,
    read_lay_questions,
)

QUESTIONS = lay_questions()
LABEL = re.compile(r"第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?")


@pytest.fixture(scope="module")
def places() -> dict[str, set[str]]:
    """The article labels and the nearest headings of every built-in document."""
    return {
        document.key: {p.article or (p.heading or ("",))[-1] for p in split(document)}
        for document in builtin_documents()
    }


def written() -> Iterator[tuple[str, str]]:
    """``(document place, question)`` over everything shipped."""
    for document, by_place in QUESTIONS.items():
        for place, questions in by_place.items():
            yield from ((f"{document} {place}", question) for question in questions)


def test_every_place_of_a_built_in_document_exists(places: dict[str, set[str]]) -> None:
    for document in QUESTIONS.keys() & places.keys():
        assert not QUESTIONS[document].keys() - places[document], document


def test_a_document_that_is_imported_is_asked_about_by_article(
    places: dict[str, set[str]],
) -> None:
    for document in QUESTIONS.keys() - places.keys():
        assert re.search(r"-\d{8}$", document), f"neither built in nor a dated text: {document}"
        assert all(LABEL.fullmatch(place) for place in QUESTIONS[document]), document


def test_three_questions_or_more_lead_to_a_place() -> None:
    for document, by_place in QUESTIONS.items():
        for place, questions in by_place.items():
            assert len(questions) >= 3, f"{document} {place}"


def test_there_are_nine_hundred_questions_over_three_hundred_places() -> None:
    assert sum(len(by_place) for by_place in QUESTIONS.values()) >= 300
    assert sum(1 for _ in written()) >= 900


def test_no_question_is_written_twice() -> None:
    spoken = Counter(re.sub(r"\W", "", question) for _, question in written())
    assert not [question for question, count in spoken.items() if count > 1]


def test_a_question_is_as_long_as_what_people_type() -> None:
    assert not [each for each in written() if not 6 <= len(each[1]) <= 60]


def test_a_question_names_no_article_and_copies_no_sentence() -> None:
    """It stands for words the text lacks; with the article's own it would only repeat it."""
    digest = {document.key: document.text for document in digests()}
    for where, question in written():
        assert not LABEL.search(question), (where, question)
        assert question not in digest.get(where.split()[0], ""), (where, question)


def test_a_file_is_named_after_its_document() -> None:
    for file in question_files():
        document, _ = read_lay_questions(file.read_text(encoding="utf-8"), file.name)
        assert file.name == f"{document}.yaml"


FILE = """
document: 示例条例-20240101
title: 示例条例
articles:
  第一条:
    - 这条管的是什么事
sections:
  怎么办:
    - 要去哪里办手续
"""


def test_questions_stand_under_their_article_or_heading() -> None:
    assert read_lay_questions(FILE, "a.yaml") == (
        "示例条例-20240101",
        {"第一条": ("这条管的是什么事",), "怎么办": ("要去哪里办手续",)},
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("articles:", "articles: [", "line"),
        ("articles:", "article:", "expected the keys articles, document"),
        (FILE, "- 只有一个列表\n", "expected the keys"),
        ("document: 示例条例-20240101", "document: 7", "document: expected the key"),
        ("document: 示例条例-20240101\n", "", "document: expected the key"),
        ("    - 这条管的是什么事\n", "", "第一条: expected a list of questions"),
        ("    - 这条管的是什么事\n", "    []\n", "第一条: expected a list of questions"),
        ("- 要去哪里办手续", "- 42", "怎么办: expected a list of questions"),
        ("- 要去哪里办手续", "- ' 要去'", "怎么办: expected a list of questions"),
        ("sections:\n  怎么办:\n    - 要去哪里办手续\n", "sections: 无", "sections: expected"),
        ("sections:\n  怎么办", "  第一条", "第一条 is written twice"),
    ],
)
def test_a_malformed_file_is_refused_with_its_name_and_place(old: str, new: str, said: str) -> None:
    with pytest.raises(LayQuestionsError, match=r"^a\.yaml: ") as refusal:
        read_lay_questions(FILE.replace(old, new), "a.yaml")
    assert said in str(refusal.value)


def test_two_files_about_one_document_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [*question_files(), question_files()[-1]]
    monkeypatch.setattr(module, "question_files", lambda: twice)
    with pytest.raises(LayQuestionsError, match="has another file already"):
        lay_questions.__wrapped__()
