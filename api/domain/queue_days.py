"""Days the list of tickets is divided by: how near a decision is due, and how long it waited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from api.domain.review_time import WARNED
from api.domain.working_days import Workday, first_day_within, working_days_after


class Due(StrEnum):
    """How near the end of the time for a decision is (审核时限)."""

    SOON = "soon"
    LATE = "late"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return {"soon": "快到期或已超期", "late": "已超期"}[self.value]


class Age(StrEnum):
    """How many working days ago a ticket was handed in (等待时间)."""

    TODAY = "0"
    DAYS = "1-3"
    WEEK = "4-7"
    LONGER = "8-"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return AGE_LABELS[self]


AGE_LABELS = {
    Age.TODAY: "不到 1 个工作日",
    Age.DAYS: "1–3 个工作日",
    Age.WEEK: "4–7 个工作日",
    Age.LONGER: "超过 7 个工作日",
}
MOST = {Age.TODAY: 0, Age.DAYS: 3, Age.WEEK: 7}  # working days that may have passed


@dataclass(frozen=True, slots=True)
class QueueDays:
    """What the words mean on one day. ``since`` is the first day a ticket of each age may have
    come in, the youngest age first; whatever came before is the oldest. ``soon`` is the last day
    that is due soon."""

    today: date
    soon: date
    since: Mapping[Age, date]

    @classmethod
    def on(cls, today: date, is_workday: Workday) -> Self:
        """As they stand on ``today``."""
        since = {age: first_day_within(most, today, is_workday) for age, most in MOST.items()}
        return cls(today, working_days_after(today, WARNED, is_workday), since)

    def due_by(self, due: Due) -> date:
        """The last day of a decision that is due like this."""
        return self.today - timedelta(days=1) if due is Due.LATE else self.soon

    def span(self, age: Age) -> tuple[date | None, date | None]:
        """The first day of that age, and the first that is too young for it; ``None``: no bound."""
        ages = list(Age)
        younger = ages[ages.index(age) - 1] if age is not Age.TODAY else None
        return self.since.get(age), self.since[younger] if younger else None
