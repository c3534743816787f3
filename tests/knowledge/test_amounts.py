"""Amounts of money as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.amounts import read_amounts
from knowledge.numerals import int_to_chinese


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("120万", 1_200_000),
        ("120万元", 1_200_000),
        ("120 万 元", 1_200_000),
        ("１２０万", 1_200_000),
        ("120w", 1_200_000),
        ("120万人民币", 1_200_000),
        ("120余万元", 1_200_000),
        ("一百二十万", 1_200_000),
        ("一百二十萬元", 1_200_000),
        ("一百二十万零五千元", 1_205_000),
        ("十二万五千三百", 125_300),
        ("两百万", 2_000_000),
        ("百万元", 1_000_000),
        ("三万五", 35_000),
        ("3万5", 35_000),
        ("3万5千元", 35_000),
        ("一千二百元", 1_200),
        ("一百二元", 120),
        ("1,200,000元", 1_200_000),
        ("1200000", 1_200_000),
        ("¥5000", 5_000),
        ("1.5亿", 150_000_000),
        ("1亿2000万", 120_000_000),
        ("50块", 50),
        ("零元", 0),
        ("三万零五", 30_005),
        ("七百零一万", 7_010_000),
    ],
)
def test_an_amount_is_read_however_it_is_written(written: str, yuan: int) -> None:
    (amount,) = read_amounts(f"总投入{written}，可以吗")
    assert amount.yuan == yuan
    assert amount.low == yuan


@pytest.mark.parametrize(
    "text",
    [
        "120万人",
        "3万册图书",
        "2017年10月30日",
        "第二十二条",
        "比例30%",
        "电话13812345678",
        "编号20260101号",
        "3家基金会",
        "万元",
        "投入12，300人",
        "五六一二十三",
        "",
    ],
)
def test_what_is_not_money_is_left_alone(text: str) -> None:
    assert read_amounts(text) == ()


@pytest.mark.parametrize("text", ["80到100万", "80万-100万元", "80—100万", "80万至100万元"])
def test_a_range_has_two_ends(text: str) -> None:
    (amount,) = read_amounts(text)
    assert amount.low == 800_000
    assert amount.yuan == 1_000_000


def test_several_amounts_come_in_order_with_their_places() -> None:
    text = "总投入120万元，自筹八十四万"
    first, second = read_amounts(text)
    assert text[first.start : first.end] == "120万元"
    assert text[second.start : second.end] == "八十四万"
    assert second.yuan == 840_000


@given(st.integers(min_value=1, max_value=99_999_999))
def test_grouped_digits_read_back(yuan: int) -> None:
    assert read_amounts(f"共{yuan:,}元")[0].yuan == yuan


@given(st.integers(min_value=1, max_value=9_999))
def test_chinese_myriads_read_back(myriads: int) -> None:
    assert read_amounts(f"{int_to_chinese(myriads)}万元")[0].yuan == myriads * 10_000


@given(st.decimals(min_value="0.01", max_value="9999", places=2))
def test_decimal_myriads_are_exact(number: Decimal) -> None:
    assert read_amounts(f"{number}万元")[0].yuan == number * 10_000


@given(st.text(alphabet="0123456789,.万亿千百十元一二三两零到-%年人 ", max_size=30))
def test_any_text_is_read_without_an_error_and_inside_its_bounds(text: str) -> None:
    for amount in read_amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)
        assert 0 <= amount.low <= amount.yuan
