"""Terms of a text: characters, pairs, and other words whole."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval import tokens


def test_chinese_is_split_into_characters_and_pairs() -> None:
    assert tokens.terms("募捐方案") == ["募", "捐", "方", "案", "募捐", "捐方", "方案"]


def test_numbers_and_latin_words_stay_whole() -> None:
    assert tokens.terms("NGO 在 12.5 万") == ["ngo", "在", "12.5", "万"]


def test_a_mark_between_two_words_keeps_them_apart() -> None:
    assert "捐救" not in tokens.terms("募捐，救助")


def test_traditional_and_full_width_text_gives_the_same_terms() -> None:
    assert tokens.terms("慈善組織１２條") == tokens.terms("慈善组织12条")


def test_pairs_leave_single_characters_out() -> None:
    assert tokens.pairs("募捐 a") == {"募捐"}


@given(st.text())
def test_any_text_has_terms_without_white_space(text: str) -> None:
    assert all(term and not any(c.isspace() for c in term) for term in tokens.terms(text))


@given(st.text("募捐救助a1.2，\n"), st.text("募捐救助a1.2，\n"))
def test_terms_asked_for_are_those_that_cutting_the_text_would_give(
    question: str, text: str
) -> None:
    wanted = tokens.pairs(question)

    assert tokens.standing(wanted, text) == wanted & tokens.pairs(text)
