"""统一社会信用代码: what is read from one, and what is said of a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from api.domain.credit_code import credit_code, is_credit_code, region_name
from api.domain.errors import Invalid

FOUNDATION = "533100005017745272"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def code_of(body: str) -> str:
    return body + uscc.calc_check_digit(body)


def why(text: str) -> str:
    with pytest.raises(Invalid) as refusal:
        credit_code(text)
    assert refusal.value.field == "credit_code"
    return refusal.value.message


@pytest.mark.parametrize(
    ("body", "kind", "region"),
    [
        ("53310000501774527", "基金会", "上海市"),
        ("51310115501774527", "社会团体", "上海市浦东新区"),
        ("52530828MJX123456", "民办非企业单位", "云南省普洱市澜沧拉祜族自治县"),
        ("91310141MA1K30001", "企业", "上海市"),  # a free trade zone has a code of its own
        ("12530000431200001", "事业单位", "云南省"),
        ("51310108501774527", "社会团体", "上海市闸北区"),  # merged in 2015
        ("53100000500012341", "基金会", "全国"),
        ("N2530828MF1234567", "村级集体经济组织", "云南省普洱市澜沧拉祜族自治县"),
        ("29100000500012341", "外交登记的其他机构", "全国"),
    ],
)
def test_kind_and_region_are_read_from_a_code(body: str, kind: str, region: str) -> None:
    code = credit_code(code_of(body))
    assert (code.kind, code.region) == (kind, region)


def test_a_code_is_read_however_it_is_written() -> None:
    assert str(credit_code(" ５３３１-0000 5017 7452 72 ")) == FOUNDATION
    assert str(credit_code("91530828ma6k7bxx1" + code_of("91530828MA6K7BXX1")[-1].lower()))
    assert is_credit_code(FOUNDATION)
    assert not is_credit_code(FOUNDATION[:-1] + "3")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "只有数字和大写字母"),
        ("上海市慈善基金会", "只有数字和大写字母"),
        (FOUNDATION[:-1], "少了 1 位"),
        (FOUNDATION + "00", "多了 2 位"),
        ("5331OOOO5017745272", "第 5 位是“O”"),
        ("S33100005017745272", "很可能是“5”"),
        ("X33100005017745272", "第 1 位“X”"),
        ("53A100005017745272", "第 3 位是“A”"),
        ("533100005017742572", "第 15 位和第 16 位写反了"),
        ("533100006017745272", "第 9 位的“6”"),
        (code_of("53990000501774527"), "第 3 到 8 位“990000”"),
        ("533100001111111111", "逐位核对"),
    ],
)
def test_a_wrong_code_is_refused_with_where_it_is_likely_wrong(text: str, said: str) -> None:
    assert said in why(text)


@given(st.text(ALPHABET, min_size=9, max_size=9), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_no_single_wrong_character_passes(body: str, place: int, other: str) -> None:
    right = code_of("53310000" + body)
    assert is_credit_code(right)
    wrong = right[:place] + other + right[place + 1 :]
    assert is_credit_code(wrong) == (wrong == right)


def test_a_division_that_never_was_has_no_name() -> None:
    assert region_name("990000") is None
    assert region_name("429004") == "湖北省仙桃市"
