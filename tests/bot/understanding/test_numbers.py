"""Numbers as people write them; the numerals of statutes are the oracle where they overlap."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.numbers import Number, find_numbers, han, read_number
from knowledge.numerals import int_to_chinese


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("30", 30), ("三十", 30), ("三十万左右", 300_000), ("陆仟玖佰玖拾元", 6990),
        ("1,200", 1200), ("1,234,567", 1_234_567), ("三万五", 35_000), ("两百五", 250),
        ("一百一", 110), ("十万零五百", 100_500), ("一亿二千万", 120_000_000),
        ("二〇二六", 2026), ("6.15万人", 61_500), ("300多万元", 3_000_000),
        ("二万余人", 20_000), ("40来户", 40), ("十几个", 10), ("3百万", 3_000_000),
        ("一千二百三十四", 1234), ("廿五", 25), ("半", Decimal("0.5")), ("2000万", 20_000_000),
        ("6万5千元", 65_000), ("6万5", 65_000), ("12万8千6百", 128_600), ("2千5", 2500),
        ("1亿2千万", 120_000_000), ("5w", 50_000), ("3.5W多", 35_000), ("5万3名", 50_000),
    ],
)  # fmt: skip
def test_a_number_is_read(written: str, value: int | Decimal) -> None:
    number = read_number(written)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("五六万", 50_000, 60_000), ("3.5万-5万", 35_000, 50_000), ("3-5万", 30_000, 50_000),
        ("3万到5万", 30_000, 50_000), ("三四十", 30, 40), ("十五六", 15, 16), ("三五百", 300, 500),
        ("100-120", 100, 120), ("一百二三十", 120, 130),
    ],
)  # fmt: skip
def test_a_range_keeps_both_ends_and_counts_the_upper(written: str, low: int, high: int) -> None:
    number = read_number(written)
    assert number is not None
    assert number == Number(Decimal(high), Decimal(low))
    assert number.ranged


def test_falling_numbers_are_no_range() -> None:
    assert [found.value.value for found in find_numbers("5万-3万")] == [50_000, 30_000]


@pytest.mark.parametrize("written", ["", "没有", "统一安排", "唯一", "万", "星期一"])
def test_words_that_count_nothing_are_no_numbers(written: str) -> None:
    assert read_number(written) is None
    assert han("万") is None


@given(st.integers(1, 9999))
def test_chinese_numerals_come_back(number: int) -> None:
    assert han(int_to_chinese(number)) == number


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_numerals_with_ten_thousands_come_back(upper: int, lower: int) -> None:
    tail = ""
    if lower:
        tail = ("零" if lower < 1000 else "") + int_to_chinese(lower)
        tail = tail.replace("零十", "零一十", 1) if 10 <= lower < 20 else tail
    assert han(f"{int_to_chinese(upper)}万{tail}") == upper * 10_000 + lower


@given(st.integers(0, 10**9))
def test_arabic_numbers_come_back_with_and_without_separators(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        found = read_number(written)
        assert found is not None
        assert found.value == number


@given(st.text(alphabet="0123456789.,-~一二两三五十百千万亿半零几多余来约元个", max_size=40))
def test_any_mixture_is_survived_and_spans_stay_inside(text: str) -> None:
    last = 0
    for found in find_numbers(text):
        assert last <= found.start < found.end <= len(text)
        assert found.value.low <= found.value.value
        last = found.end
