import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.numerals import ArticleNumber, article_number, chinese_to_int, int_to_chinese


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一千二百六十", 1260),
        ("一千零五十七", 1057),
        ("二〇二四", 2024),
        ("二○一九", 2019),
        ("两百", 200),
        ("十二", 12),
        ("廿二", 22),
        ("卅", 30),
        ("二十", 20),
        ("一百零三", 103),
        ("一百三十", 130),
        ("零", 0),
        ("12", 12),
        ("１２", 12),
        ("三万", 30_000),
        ("一万二千", 12_000),
        ("壹佰贰拾", 120),
    ],
)
def test_numerals_are_read(written: str, number: int) -> None:
    assert chinese_to_int(written) == number


@pytest.mark.parametrize(
    "written", ["", "条", "十百", "一二十", "万", "一万万", "1.5", "百千", "三万条"]
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert chinese_to_int(written) is None


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=9999))
def test_writing_and_reading_agree(number: int) -> None:
    assert chinese_to_int(int_to_chinese(number)) == number


def test_ten_to_nineteen_are_written_without_a_leading_one() -> None:
    assert [int_to_chinese(n) for n in (10, 15, 110, 115)] == [
        "十",
        "十五",
        "一百一十",
        "一百一十五",
    ]


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_no_provision_has_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no provision"):
        int_to_chinese(number)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("第二十二条", ArticleNumber(22)),
        ("第12条", ArticleNumber(12)),
        ("第 １２ 条", ArticleNumber(12)),
        ("22条", ArticleNumber(22)),
        ("第二十二条之一", ArticleNumber(22, 1)),
        ("第一千二百六十条", ArticleNumber(1260)),
        ("第十百条", None),
        ("第一章", None),
    ],
)
def test_article_labels_are_read(label: str, number: ArticleNumber | None) -> None:
    assert article_number(label) == number


def test_an_article_number_writes_its_label() -> None:
    assert [ArticleNumber(22, 1).label, ArticleNumber(130).label] == [
        "第二十二条之一",
        "第一百三十条",
    ]
