"""Counts of people and households, and their kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.need import Beneficiaries
from bot.understanding.people import find_people, read_people


def people(text: str, *, narrow: bool = False) -> tuple[int | None, int | None, str | None]:
    found = find_people(text, narrow=narrow)
    value = found.value if found else Beneficiaries()
    return value.count, value.households, value.kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有740多名学生", (740, None, "学生")),
        ("全组40来户,总人口300余人", (300, 40, None)),
        ("造成26户共88人受灾", (88, 26, None)),
        ("老师12人,学生230人", (230, None, "学生")),
        ("现有教职工19人,学生282人,其中寄宿生145人", (282, None, "学生")),
        ("二万余人饮水困难", (20_000, None, None)),
        ("约6.15万人不同程度受灾", (61_500, None, None)),
        ("一共只有400多口人", (400, None, None)),
        ("村里只剩200多名留守老人和孩子", (200, None, "留守老人")),
        ("可惠及群众1200余人", (1200, None, "群众")),
        ("10名60岁以上老人", (10, None, "60岁以上老人")),
        ("全乡6所小学,1600名学生,其中甲小学有201名学生", (1600, None, "学生")),
        ("让走读学生吃上热饭", (None, None, "学生")),
        ("修一座桥", (None, None, None)),
        ("1156个心愿,书包107个", (None, None, None)),
    ],
)
def test_people_of_a_sentence(text: str, expected: tuple[int | None, int | None, str]) -> None:
    assert people(text) == expected


def test_a_wider_crowd_is_background_for_a_school_or_village() -> None:
    text = "光荣院有孤老32人,全县有2668名优抚对象"
    assert people(text, narrow=True)[0] == 32
    assert people("实施后可解决4乡镇59860人饮水问题", narrow=True)[0] is None
    assert people("实施后可解决4乡镇59860人饮水问题")[0] == 59_860


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("120", Beneficiaries(120)),
        ("大概120吧", Beneficiaries(120)),
        ("三十来人", Beneficiaries(30)),
        ("26户88人", Beneficiaries(88, 26)),
        ("全村村民", Beneficiaries(kind="村民")),
        ("5万元", Beneficiaries()),
        ("3.5", Beneficiaries()),
        ("不清楚", Beneficiaries()),
        ("男生60人，女生62人", Beneficiaries(122, None, "男生、女生")),
        ("150名小学生和20名老师", Beneficiaries(170, None, "小学生、老师")),
        ("全村300人,学生80人", Beneficiaries(300, None, "学生")),
        ("80来个娃", Beneficiaries(80, None, "娃")),
        ("改一下地点", Beneficiaries()),
    ],
)
def test_people_of_a_short_answer(answer: str, expected: Beneficiaries) -> None:
    assert read_people(answer) == expected


@given(st.integers(1, 10**6), st.sampled_from(["名学生", "位老人", "人受益", "名留守儿童"]))
def test_any_count_comes_back(count: int, kind: str) -> None:
    assert people(f"共有{count}{kind}")[0] == count


@given(st.text(alphabet="共有全村户人口名学生老师0123456789万多余,。其中", max_size=50))
def test_no_mixture_breaks_the_reading(text: str) -> None:
    found = find_people(text)
    if found:
        assert 0 <= found.start < found.end <= len(text)
