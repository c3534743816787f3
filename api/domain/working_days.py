"""Counting in working days (工作日); which days those are is handed in."""

from collections.abc import Callable
from datetime import date, timedelta

Workday = Callable[[date], bool]
_LONGEST_HOLIDAY = 30  # days; no calendar has as many days off in a row

DAY = timedelta(days=1)


def working_days_after(day: date, count: int, is_workday: Workday) -> date:
    """The ``count``-th working day after ``day``, which itself does not count; with 0 or less the
    day itself."""
    off = 0
    while count > 0:
        day += DAY
        if is_workday(day):
            count, off = count - 1, 0
        elif (off := off + 1) > _LONGEST_HOLIDAY:
            raise ValueError(f"no working day in the {_LONGEST_HOLIDAY} days before {day}")
    return day


def working_days_between(start: date, end: date, is_workday: Workday) -> int:
    """How many working days lie after ``start`` up to ``end``, the last included."""
    return sum(is_workday(start + DAY * ahead) for ahead in range(1, (end - start).days + 1))


def first_day_within(count: int, day: date, is_workday: Workday) -> date:
    """The earliest day since which no more than ``count`` working days have passed on ``day``."""
    passed, off = 0, 0
    while passed + is_workday(day) <= count:
        passed += is_workday(day)
        day -= DAY
        off = 0 if is_workday(day) else off + 1
        if off > _LONGEST_HOLIDAY:
            raise ValueError(f"no working day in the {_LONGEST_HOLIDAY} days after {day}")
    return day
