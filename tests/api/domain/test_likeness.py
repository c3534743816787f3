"""When two reports are taken for one need, and what they are said to agree in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from api.domain.blocking import Key, place_keys, template_keys
from api.domain.category import Category
from api.domain.likeness import Fact, Report, compare, is_duplicate
from api.domain.need import Beneficiaries, Item, Need
from api.domain.overlap import COMMON, Earlier, Template, overlap
from api.domain.place import Place
from api.domain.same_words import words
from api.domain.ticket import TicketStatus

AT = datetime(2026, 9, 1, 4, tzinfo=UTC)
SCHOOL = Place("云南省", "普洱市", "澜沧拉祜族自治县", "木戛乡", "中心小学", "530828205", 2023)
COATS = Need(
    title="冬衣",
    category=Category.EDUCATION,
    place=SCHOOL,
    items=(Item("冬衣", Decimal(200), "套"), Item("棉被", Decimal(60), "床")),
    description="学校海拔高，十一月起早晚很冷，寄宿生多数只有单衣，宿舍没有取暖。",
    beneficiaries=Beneficiaries(count=200, kind="寄宿小学生"),
)
AGAIN = replace(
    COATS,
    place=replace(SCHOOL, site="木戛乡中心校"),
    items=(Item("被子", Decimal(50), "条"), Item("御寒棉服", Decimal(190), "件")),
    description="孩子们冬天穿得薄，住的地方没有供暖。",
    beneficiaries=Beneficiaries(count=180, kind="学生"),
)


def alike(one: Need, other: Need, days: int = 20) -> bool:
    likeness = compare(Report(one, AT), Report(other, AT + timedelta(days=days)))
    back = compare(Report(other, AT + timedelta(days=days)), Report(one, AT))
    assert likeness.score == pytest.approx(back.score)
    return is_duplicate(likeness)


def test_the_same_need_in_other_words_and_units_is_one() -> None:
    assert alike(COATS, AGAIN)
    agrees = compare(Report(COATS, AT), Report(AGAIN, AT)).agrees
    assert agrees == (Fact.SITE, Fact.THINGS, Fact.PEOPLE, Fact.COUNT)


@pytest.mark.parametrize(
    "other",
    [
        replace(AGAIN, items=(Item("篮球", Decimal(20), "个"),)),
        replace(AGAIN, place=replace(SCHOOL, township="糯福乡", code="530828206")),
        replace(AGAIN, place=replace(SCHOOL, site="大坪村小学")),
        replace(AGAIN, place=Place("贵州省", "遵义市", "正安县", None, None, "520324", 2023)),
    ],
)
def test_another_thing_township_school_or_county_is_another_need(other: Need) -> None:
    assert not alike(COATS, other)


def test_the_same_school_a_year_later_is_another_need() -> None:
    assert not alike(COATS, AGAIN, days=370)


@pytest.mark.parametrize(
    ("one", "other"),
    [("大坪村小学", "大平村小学"), ("核桃坪村小学", "核桃坪小学"), ("中心小学", "木戛乡中心完小")],
)
def test_a_site_is_recognised_without_its_township(one: str, other: str) -> None:
    first, second = (words().sites_of(replace(SCHOOL, site=name))[0] for name in (one, other))
    assert (first.root == second.root) is (one != "大坪村小学")


def test_needs_of_one_place_share_keys_and_of_another_none() -> None:
    mine, again = ({key.text for key in place_keys(need)} for need in (COATS, AGAIN))
    assert {"530828|衣", "530828|被", "530828@", "530828205"} <= mine & again
    there = Place("贵州省", "遵义市", "正安县", None, "中心小学", "520324", 2023)
    assert not mine & {key.text for key in place_keys(replace(COATS, place=there))}


def test_a_copied_list_and_text_share_template_keys_wherever_they_are() -> None:
    package = (*COATS.items, Item("电脑", Decimal(5), "台"))
    elsewhere = Place("贵州省", "遵义市", "正安县", "安场镇", "中心小学", "520324102", 2023)
    here = replace(COATS, items=package)
    there = replace(here, place=elsewhere)
    assert set(template_keys(here)) == set(template_keys(there))
    assert not set(template_keys(replace(COATS, description=""))), "two things are no list"


def test_keys_fit_their_column() -> None:
    long = replace(SCHOOL, site="很" * 90 + "小学")
    keys = place_keys(replace(COATS, place=long))
    assert all(isinstance(key, Key) and len(key.text) <= 48 for key in keys)


def test_open_tickets_may_be_joined_and_finished_ones_are_aid() -> None:
    earlier = [
        Earlier(1001, TicketStatus.IN_REVIEW, Report(AGAIN, AT)),
        Earlier(1002, TicketStatus.CLOSED, Report(AGAIN, AT - timedelta(days=90))),
        Earlier(1003, TicketStatus.REJECTED, Report(AGAIN, AT)),
    ]
    found = overlap(Report(COATS, AT), earlier, Template())
    assert [one.number for one in found.duplicates] == [1001]
    assert [one.number for one in found.aid] == [1002]
    assert found.duplicates[0].place == "云南省普洱市澜沧拉祜族自治县木戛乡"
    assert found.is_worth_saying


def test_aid_is_told_for_the_same_group_only_whatever_it_was() -> None:
    books = replace(AGAIN, items=(Item("图书"),), beneficiaries=Beneficiaries(kind="学生"))
    old = replace(books, category=Category.ELDERLY, beneficiaries=Beneficiaries(kind="老人"))
    earlier = [
        Earlier(1001, TicketStatus.DELIVERED, Report(books, AT)),
        Earlier(1002, TicketStatus.DELIVERED, Report(old, AT)),
    ]
    found = overlap(Report(COATS, AT), earlier, Template())
    assert [one.number for one in found.aid] == [1001]
    assert not found.duplicates


def test_a_list_is_common_from_some_counties_or_once_refused() -> None:
    assert not Template(counties=COMMON - 1).is_worth_saying
    assert Template(counties=COMMON).is_worth_saying
    assert Template(refused=1).is_worth_saying
