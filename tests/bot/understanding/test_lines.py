"""Line breaks as ends of sentences."""

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.lines import WRAPPED, with_lines_ended


def test_a_short_line_ends_a_sentence_and_a_long_one_may_go_on() -> None:
    assert with_lines_ended("冬衣200套\n棉被50床") == "冬衣200套。棉被50床"
    wrapped = "我" * WRAPPED
    assert with_lines_ended(f"{wrapped}\n们") == f"{wrapped}\n们"


@given(st.text(alphabet="需要\n，"))
def test_no_character_is_moved(text: str) -> None:
    ended = with_lines_ended(text)
    assert len(ended) == len(text)
    assert all(
        new == old or (old, new) == ("\n", "。") for old, new in zip(text, ended, strict=True)
    )
