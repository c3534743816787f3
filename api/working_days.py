"""The Chinese calendar of working days, as the State Council publishes it year by year."""

from datetime import date

import chinese_calendar

_SATURDAY = 5


def is_workday(day: date) -> bool:
    """Whether offices work on ``day``: Monday to Friday but for holidays, and the days that are
    worked in their stead. Of a year that is not published yet, Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < _SATURDAY
