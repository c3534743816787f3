"""Days the list is divided by: every day has exactly one age, and it is counted in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.queue_days import MOST, Age, Due, QueueDays
from api.domain.working_days import first_day_within, working_days_between
from api.working_days import is_workday

FRIDAY = date(2026, 11, 27)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 60))
def test_a_day_has_the_age_its_working_days_say(today: date, ago: int) -> None:
    days = QueueDays.on(today, is_workday)
    day = today - timedelta(days=ago)
    passed = working_days_between(day, today, is_workday)

    found = [
        age
        for age in Age
        if (days.span(age)[0] or date.min) <= day < (days.span(age)[1] or date.max)
    ]

    assert found == [next((age for age in Age if passed <= MOST.get(age, passed)), Age.LONGER)]


def test_a_weekend_makes_nothing_older() -> None:
    sunday = QueueDays.on(FRIDAY + timedelta(days=2), is_workday)
    assert sunday.span(Age.TODAY) == (FRIDAY, None)
    assert sunday.span(Age.LONGER) == (None, date(2026, 11, 18))


def test_what_is_due_soon_is_due_by_the_next_working_day() -> None:
    days = QueueDays.on(FRIDAY, is_workday)
    assert days.due_by(Due.SOON) == date(2026, 11, 30)
    assert days.due_by(Due.LATE) == date(2026, 11, 26)


def test_a_calendar_without_working_days_is_no_calendar() -> None:
    with pytest.raises(ValueError, match="no working day"):
        first_day_within(0, FRIDAY, lambda day: day == date.max)
