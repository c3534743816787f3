"""Queries for needs: chips to take away, and an address that says the same."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.need import Urgency
from api.domain.need_address import from_pairs
from api.domain.need_filters import Order, Standing, Within
from api.domain.need_groups import people_groups, site_groups
from api.domain.need_query import NeedQuery

NAMES = {"53": "云南省", "5326": "云南省文山壮族苗族自治州", "520000000": "x"}
FULL = NeedQuery(
    categories=(Category.EDUCATION, Category.HEALTH),
    places=(Within("5326", NAMES["5326"]),),
    least_yuan=Decimal(1000),
    most_yuan=Decimal(50_000),
    people=("lonelyelders",),
    sites=("school",),
    words=("净水设备",),
    urgency=Urgency.URGENT,
    before=date(2026, 12, 31),
    standing=Standing.UNCLAIMED,
    order=Order.CHEAPEST,
)


def test_every_filter_is_a_chip_that_can_be_taken_away() -> None:
    assert [chip.label for chip in FULL.chips()] == [
        "云南省文山壮族苗族自治州",
        "教育",
        "医疗卫生",
        "孤寡独居老人",
        "学校",
        "“净水设备”",
        "1000元以上",
        "5万元以内",
        "急需",
        "2026年12月31日前要",
        "还没有人认领",
        "金额小的在前",
    ]
    left = FULL
    for chip in FULL.chips():
        assert chip in left.chips()
        left = left.without(chip.key)
        assert chip not in left.chips()
    assert left.is_empty
    assert left == NeedQuery()


def test_the_key_of_a_chip_fits_a_button() -> None:
    for chip in FULL.chips():
        assert chip.key.isalnum()
        assert chip.key.islower() or chip.key.isdigit()
        assert len(chip.key) <= 20


def test_an_unknown_key_changes_nothing() -> None:
    assert FULL.without("nonsense") == FULL


def test_the_usual_standing_is_widened_to_any() -> None:
    assert NeedQuery().without("standing").standing is Standing.ANY
    assert FULL.without("standing").standing is Standing.OPEN


def test_an_address_says_the_same() -> None:
    assert from_pairs(FULL.pairs(), NAMES.get) == FULL
    assert NeedQuery().query_string() == ""
    one = NeedQuery(categories=(Category.EDUCATION,), most_yuan=Decimal(50_000))
    assert one.query_string() == "category=education&most=50000"


queries = st.builds(
    NeedQuery,
    categories=st.lists(st.sampled_from(Category), unique=True, max_size=8).map(tuple),
    places=st.sampled_from([(), (Within("53", "云南省"),)]),
    least_yuan=st.none() | st.decimals(min_value="0.01", max_value=10, places=2),
    most_yuan=st.none() | st.decimals(min_value=11, max_value=10**11, places=2),
    people=st.lists(st.sampled_from(sorted(people_groups())), unique=True, max_size=8).map(tuple),
    sites=st.lists(st.sampled_from(sorted(site_groups())), unique=True, max_size=7).map(tuple),
    words=st.lists(
        st.text(min_size=1, max_size=30).map(str.strip).filter(bool), unique=True, max_size=8
    ).map(tuple),
    urgency=st.none() | st.sampled_from(Urgency),
    before=st.none() | st.dates(),
    standing=st.sampled_from(Standing),
    order=st.sampled_from(Order),
)


@given(queries)
def test_any_query_comes_back_from_its_address(query: NeedQuery) -> None:
    assert from_pairs(query.pairs(), NAMES.get) == query


@pytest.mark.parametrize(
    ("pair", "field"),
    [
        (("category", "weapons"), "category"),
        (("place", "99"), "place"),
        (("place", "云南"), "place"),
        (("most", "-5"), "most"),
        (("most", "0"), "most"),
        (("most", "NaN"), "most"),
        (("most", "1e30"), "most"),
        (("least", "很多"), "least"),
        (("least", "-5"), "least"),
        (("before", "2026-13-01"), "before"),
        (("urgency", "high"), "urgency"),
        (("standing", "gone"), "standing"),
        (("order", "random"), "order"),
        (("people", "kings"), "people"),
        (("site", "castle"), "site"),
        (("word", "字" * 31), "word"),
    ],
)
def test_a_value_no_need_can_have_is_refused_with_what_to_do(
    pair: tuple[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        from_pairs([pair], NAMES.get)
    assert refused.value.field == field
    assert refused.value.message.endswith("。")


def test_bounds_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(Invalid, match="下限比上限还大"):
        NeedQuery(least_yuan=Decimal(2), most_yuan=Decimal(1))


def test_too_many_values_of_one_filter_are_refused() -> None:
    with pytest.raises(Invalid, match="最多 8 个"):
        NeedQuery(words=tuple(f"词{n}" for n in range(9)))


def test_empty_and_foreign_parameters_do_not_filter() -> None:
    assert from_pairs([("category", " "), ("q", "冬衣"), ("page", "2")], NAMES.get) == NeedQuery()
