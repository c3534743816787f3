"""Unanswered questions: by age, topic and reason, each of them counted once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.unanswered import Age, Unanswered, Waiting, topic_of

NAMES = {
    "上海市对口支援专项资金": ("对口支援专项资金", "专项资金"),
    "公开募捐资格": ("公募资格",),
}
WAITING = st.lists(
    st.builds(
        Waiting,
        number=st.integers(1, 99),
        text=st.text(),
        days=st.integers(0, 400),
        topic=st.none() | st.sampled_from(list(NAMES)),
        reason=st.sampled_from(["no_source", "useless"]),
        awaited=st.booleans(),
    )
)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (0, Age.FRESH),
        (2, Age.FRESH),
        (3, Age.DAYS),
        (7, Age.DAYS),
        (8, Age.WEEKS),
        (30, Age.WEEKS),
        (31, Age.MONTHS),
        (4000, Age.MONTHS),
    ],
)
def test_the_age_of_a_question_is_told_in_days(days: int, age: Age) -> None:
    assert Waiting(1, "？", days, None, "no_source", awaited=False).age is age


@given(WAITING)
def test_each_way_of_counting_counts_every_question_once(waiting: list[Waiting]) -> None:
    found = Unanswered(tuple(waiting))
    for parts in (found.by_age(), found.by_topic(), found.by_reason()):
        assert sum(count for _, count in parts) == len(waiting)
    assert [age for age, _ in found.by_age()] == list(Age)
    assert None not in [topic for topic, _ in found.by_topic()][:-1]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("专项资金能资助几成？", "上海市对口支援专项资金"),
        ("办公募资格要满几年？", "公开募捐资格"),
        ("《慈善法》第二十二条说什么？", "《慈善法》"),
        ("《慈善法》里公募资格怎么规定？", "公开募捐资格"),
        ("《没写完", "《没写完》"),
        ("县里能申请吗？", None),
    ],
)
def test_a_question_is_about_the_scheme_or_the_text_it_names(text: str, topic: str | None) -> None:
    assert topic_of(text, NAMES) == topic
