"""Questions in lists, as cases."""

import pytest

from retrieval.question_lists import QuestionListError, lay_cases, read_lists


def test_answerable_questions_carry_their_articles_and_the_others_their_kind() -> None:
    text = """
answerable:
  - {q: 甲, law: 慈善法, articles: [1, 2]}
  - {q: 乙}
unanswerable:
  near: [丙]
"""
    assert read_lists(text) == [
        {
            "q": "甲",
            "answerable": True,
            "articles": [{"law": "慈善法", "article": 1}, {"law": "慈善法", "article": 2}],
        },
        {"q": "乙", "answerable": True, "articles": []},
        {"id": "near", "q": "丙", "answerable": False},
    ]


def test_a_plain_list_has_no_kinds() -> None:
    assert read_lists("unanswerable: [丙]") == [{"id": None, "q": "丙", "answerable": False}]


@pytest.mark.parametrize("text", ["a: [", "- 甲", "questions: []", ""])
def test_what_holds_no_lists_is_refused(text: str) -> None:
    with pytest.raises(QuestionListError):
        read_lists(text)


def test_lay_questions_are_spread_evenly_and_can_all_be_answered() -> None:
    some = lay_cases(40)

    assert len({case["q"] for case in some}) == 40
    assert all(case["answerable"] for case in some)
    assert lay_cases(0) == []
