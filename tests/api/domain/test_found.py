"""Words of a search, and how what they found is shown."""

from hypothesis import given
from hypothesis import strategies as st

from api.domain.found import MOST_WORDS, marked, snippet, words_of


def test_words_are_told_apart_by_spaces_and_written_the_plain_way() -> None:
    assert words_of("  木戛　ＡＢc 木戛 ") == ("木戛", "abc")
    assert words_of("\x00 ") == ()
    assert len(words_of(" ".join("一二三四五六七八九十"))) == MOST_WORDS


def test_what_fits_is_marked_and_of_two_words_the_longer() -> None:
    assert marked("云南省 ABC 云南", ("云南", "云南省", "abc")) == (
        ("云南省", True),
        (" ", False),
        ("ABC", True),
        (" ", False),
        ("云南", True),
    )
    assert marked("İstanbul", ("stan",)) == (("İstanbul", False),)  # its small form is longer


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=3), max_size=3))
def test_marking_loses_and_adds_nothing(text: str, words: list[str]) -> None:
    found = marked(text, tuple(words))
    assert "".join(part.text for part in found) == text
    assert all(part.text for part in found)


def test_a_snippet_is_cut_around_the_first_word_and_says_so() -> None:
    long = "一" * 60 + "冬衣" + "二" * 60
    shown = snippet(long, ("冬衣",))
    assert shown == "…" + "一" * 24 + "冬衣" + "二" * 46 + "…"
    assert snippet("有冬衣\n两百套", ("冬衣",)) == "有冬衣 两百套"
    assert snippet("没有", ("冬衣",)) == ""
