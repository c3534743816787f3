"""Which provisions a provision names, and how."""

import pytest

from knowledge.cross_references import Mention, mentions
from knowledge.numerals import ArticleNumber


def read(text: str) -> list[Mention]:
    return list(mentions(text))


def test_an_article_of_the_text_itself_has_no_title() -> None:
    (one,) = read("第九条　违反本法第二十二条规定的，处罚款。")
    assert (one.title, one.article) == (None, ArticleNumber(22))


def test_a_paragraph_of_an_article_is_kept() -> None:
    (one,) = read("依照第三十条之一第二款办理。")
    assert (one.article, one.paragraph) == (ArticleNumber(30, 1), 2)


def test_what_is_listed_after_a_title_belongs_to_it_until_another_text_is_named() -> None:
    found = read("依照《慈善法》第三条、第五条第一款和第七条，以及本办法第二条办理。")

    assert [(one.title, one.article and one.article.main) for one in found] == [
        ("慈善法", 3),
        ("慈善法", 5),
        ("慈善法", 7),
        (None, 2),
    ]


def test_a_title_without_marks_is_given_with_the_words_before_it() -> None:
    (one,) = read("按照慈善法第二十四条制定募捐方案。")
    assert one.title is not None
    assert one.title.endswith("慈善法")


@pytest.mark.parametrize(
    ("text", "articles", "paragraphs"),
    [
        ("不适用前款规定。", 0, 1),
        ("依照前两款办理。", 0, 2),
        ("承担前条规定的责任。", 1, 0),
        ("依照前三条办理。", 3, 0),
    ],
)
def test_what_comes_before_is_counted_back(text: str, articles: int, paragraphs: int) -> None:
    (one,) = read(text)
    assert (one.articles_back, one.paragraphs_back) == (articles, paragraphs)


def test_a_paragraph_of_this_article_needs_no_number_of_the_article() -> None:
    (one,) = read("有本条第三款行为的，停止拨付。")
    assert (one.article, one.paragraph) == (None, 3)


def test_a_condition_that_comes_first_is_no_provision() -> None:
    assert read("第一条 以登记为前提条件，前条件不变。") == []
