"""The time a review may take: in working days, standing still while the reporter is asked."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.clock import SHANGHAI
from api.domain.review_time import LIMIT, ReviewTime, review_time
from api.domain.ticket import HistoryEntry, TicketStatus
from api.domain.working_days import working_days_after, working_days_between
from api.working_days import is_workday

S = TicketStatus


def moved(*moves: tuple[TicketStatus, date]) -> tuple[HistoryEntry, ...]:
    return tuple(
        HistoryEntry(datetime(day.year, day.month, day.day, 3, tzinfo=UTC), "li", None, status)
        for status, day in moves
    )


def stands(today: date, *moves: tuple[TicketStatus, date]) -> ReviewTime | None:
    return review_time(moved(*moves), today, SHANGHAI, is_workday)


def test_the_national_day_and_the_saturday_worked_in_its_stead_are_known() -> None:
    """Source: the State Council's notice for 2026, as the calendar carries it."""
    assert not is_workday(date(2026, 10, 1))
    assert is_workday(date(2026, 10, 10))
    assert working_days_after(date(2026, 9, 30), 1, is_workday) == date(2026, 10, 8)


def test_of_a_year_not_yet_published_monday_to_friday_count() -> None:
    assert is_workday(date(2099, 1, 5))
    assert not is_workday(date(2099, 1, 4))


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(0, 30))
def test_counting_forward_and_counting_between_agree(day: date, count: int) -> None:
    end = working_days_after(day, count, is_workday)
    assert working_days_between(day, end, is_workday) == count
    assert count == 0 or is_workday(end)


def test_a_week_is_left_from_monday_to_monday() -> None:
    monday = date(2026, 11, 23)
    found = stands(monday, (S.SUBMITTED, monday))
    assert found == ReviewTime(0, date(2026, 11, 30))
    assert found.left == LIMIT
    assert not found.is_soon


@pytest.mark.parametrize(
    ("today", "used", "soon", "late"),
    [
        (date(2026, 11, 26), 3, False, False),
        (date(2026, 11, 27), 4, True, False),
        (date(2026, 11, 29), 4, True, False),
        (date(2026, 11, 30), 5, True, False),
        (date(2026, 12, 1), 6, False, True),
    ],
)
def test_it_runs_out_by_working_days(today: date, used: int, soon: bool, late: bool) -> None:
    monday = date(2026, 11, 23)
    found = stands(today, (S.SUBMITTED, monday), (S.IN_REVIEW, date(2026, 11, 24)))
    assert found is not None
    assert (found.used, found.is_soon, found.is_late) == (used, soon, late)
    assert found.due == date(2026, 11, 30)


def test_it_stands_still_while_the_reporter_is_asked() -> None:
    begun = [(S.SUBMITTED, date(2026, 11, 23)), (S.IN_REVIEW, date(2026, 11, 24))]
    returned = [*begun, (S.RETURNED, date(2026, 11, 25))]
    assert stands(date(2026, 12, 20), *returned) == ReviewTime(2, None)
    again = stands(date(2026, 12, 21), *returned, (S.IN_REVIEW, date(2026, 12, 21)))
    assert again == ReviewTime(2, date(2026, 12, 24))


@pytest.mark.parametrize("status", [S.ACCEPTED, S.REJECTED, S.WITHDRAWN, S.PUBLISHED])
def test_nothing_is_due_once_it_was_decided(status: TicketStatus) -> None:
    begun = (S.SUBMITTED, date(2026, 11, 23)), (S.IN_REVIEW, date(2026, 11, 24))
    assert stands(date(2026, 12, 20), *begun, (status, date(2026, 11, 25))) is None
    assert review_time((), date(2026, 12, 20), SHANGHAI, is_workday) is None
