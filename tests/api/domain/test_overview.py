"""The figures of the overview: parts add up, periods end where they should, spreads are ranks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.overview import (
    County,
    Cut,
    Group,
    Period,
    Spread,
    coverage,
    month_of,
    parts_of,
    quarter_of,
    shades,
    spread,
    year_of,
)

WORDS = st.sampled_from(["", "a", "b", "c"])
GROUPS = st.lists(
    st.builds(Group, WORDS, st.none() | WORDS, st.none() | WORDS, WORDS, st.integers(1, 1000))
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
COUNTIES = st.lists(
    st.builds(County, st.text("0123456789", min_size=6, max_size=6), *[st.integers(0, 3)] * 3)
)


@given(GROUPS, st.sampled_from(Cut))
def test_the_parts_of_each_breakdown_add_up_to_the_total(groups: list[Group], cut: Cut) -> None:
    assert sum(parts_of(groups, cut).values()) == sum(group.count for group in groups)


@given(DAYS, DAYS)
def test_the_months_of_a_period_follow_each_other_from_its_first_day(one: date, two: date) -> None:
    period = Period(min(one, two), max(one, two))
    keys, begins = zip(*period.bounds(), strict=True)
    assert begins[0] == period.start
    assert begins[-1] <= period.end
    assert list(begins) == sorted(set(begins))
    assert len(set(keys)) == len(keys) <= 101


def test_a_period_of_more_than_two_years_is_shown_by_years() -> None:
    assert [key for key, _ in Period(date(2024, 5, 2), date(2026, 4, 30)).bounds()][-1] == "2026-04"
    by_years = Period(date(2024, 5, 2), date(2026, 5, 1)).bounds()
    assert by_years == (
        ("2024", date(2024, 5, 2)),
        ("2025", date(2025, 1, 1)),
        ("2026", date(2026, 1, 1)),
    )


def test_the_usual_periods_end_today() -> None:
    today = date(2026, 11, 28)
    assert month_of(today).start == date(2026, 11, 1)
    assert quarter_of(today).start == date(2026, 10, 1)
    assert year_of(today) == Period(date(2026, 1, 1), today)


def test_a_spread_names_what_half_and_95_of_100_stayed_within() -> None:
    assert spread([]) is None
    assert spread([5.0]) == Spread(1, 5.0, 5.0)
    assert spread([float(n) for n in range(100, 0, -1)]) == Spread(100, 50.0, 95.0)


@given(COUNTIES)
def test_every_county_is_missed_or_helped_once_or_more_often(counties: list[County]) -> None:
    found = coverage(counties)
    assert len(found.missed) + len(found.once) + len(found.repeated) == len(counties)
    assert not any(one.claims or one.helped for one in found.missed)
    assert all(max(one.claims, one.helped) > 1 for one in found.repeated)


@pytest.mark.parametrize(("counts", "shown"), [({}, {}), ({"a": 0}, {"a": 0})])
def test_nothing_is_coloured_where_there_is_nothing(
    counts: dict[str, int], shown: dict[str, int]
) -> None:
    assert shades(counts, 4) == shown


def test_the_most_is_coloured_the_strongest_and_one_is_never_blank() -> None:
    assert shades({"a": 1, "b": 50, "c": 100, "d": 0}, 4) == {"a": 1, "b": 2, "c": 4, "d": 0}
