"""Shares of what was found and answered, whole and by month."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from api.domain.overview import Period
from api.domain.search_figures import SearchDay, by_month, figures
from api.domain.search_outcome import OF_NEEDS, OF_POLICY, SearchOutcome

S = SearchOutcome
PERIOD = Period(date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.lists(
    st.builds(SearchDay, st.dates(PERIOD.start, PERIOD.end), st.sampled_from(S), st.integers(1, 50))
)


def test_the_share_found_is_of_searches_and_the_share_answered_of_questions_about_policy() -> None:
    counts = {S.NONE: 2, S.NEAR: 3, S.FEW: 4, S.MANY: 1, S.ANSWERED: 6, S.DECLINED: 2, S.OUTSIDE: 9}
    found = figures(SearchDay(PERIOD.start, outcome, n) for outcome, n in counts.items())
    assert (found.searches, found.found_share) == (10, Decimal("0.5"))
    assert (found.questions, found.answered_share) == (8, Decimal("0.75"))
    nothing = figures([])
    assert nothing.found_share is nothing.answered_share is None


@given(DAYS)
def test_the_months_add_up_to_the_whole(days: list[SearchDay]) -> None:
    whole, months = figures(days), by_month(days, PERIOD)
    assert len(months) == 12
    for outcome in S:
        assert sum(part.sum_of([outcome]) for _, part in months) == whole.sum_of([outcome])
    assert whole.sum_of(S) == sum(one.count for one in days)


def test_every_outcome_is_one_of_needs_or_of_policy_and_has_a_label() -> None:
    assert {*OF_NEEDS, *OF_POLICY} == set(S)
    assert len({one.label for one in S}) == len(S)
    assert all(len(one) <= 20 for one in S)  # as the column of the counts holds
