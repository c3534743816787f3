"""Slippage: every planned step is counted once, in time or late or still to come."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.domain.overview import Period, Spread
from api.domain.slippage import PlannedStep, Slippage, by_month, slippage

TODAY = date(2026, 9, 15)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.dates(YEAR.start, YEAR.end)
STEPS = st.lists(st.builds(PlannedStep, DAYS, st.none() | DAYS, st.integers(1, 9)))


def step(due: int, done: int | None = None, count: int = 1) -> PlannedStep:
    """Days counted from ``TODAY``."""
    done_on = None if done is None else TODAY + timedelta(days=done)
    return PlannedStep(TODAY + timedelta(days=due), done_on, count)


def test_steps_are_in_time_late_overdue_or_ahead() -> None:
    steps = [step(-9, -9), step(-9, -10), step(-9, -5, count=3), step(-2), step(0), step(7)]
    found = slippage(steps, TODAY)
    assert found == Slippage(in_time=2, late=3, overdue=1, ahead=2, days=Spread(4, 4.0, 4.0))
    assert (found.planned, found.due) == (8, 6)
    assert slippage([], TODAY) == Slippage()


def test_what_is_done_before_its_day_is_in_time_even_when_that_is_still_to_come() -> None:
    assert slippage([step(5, -1)], TODAY) == Slippage(in_time=1)


@given(STEPS)
def test_the_months_add_up_to_the_whole(steps: list[PlannedStep]) -> None:
    whole, months = slippage(steps, TODAY), by_month(steps, YEAR, TODAY)
    assert [key for key, _ in months][::11] == ["2026-01", "2026-12"]
    for name in ("in_time", "late", "overdue", "ahead"):
        assert sum(getattr(part, name) for _, part in months) == getattr(whole, name)
    assert whole.planned == sum(one.count for one in steps)
    assert (whole.days.count if whole.days else 0) == whole.late + whole.overdue
