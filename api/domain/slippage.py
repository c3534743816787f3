"""Slippage (进度偏差): what was planned for a day, against the day on which it was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.domain.overview import Period, Spread, spread


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """``count`` steps planned for the day ``due``; ``done`` is the day they were reported done,
    ``None`` while they are not."""

    due: date
    done: date | None = None
    count: int = 1

    def days_late(self, today: date) -> int:
        """Days after the plan, 0 in time; one not done is as late as it is today."""
        return max(((self.done or today) - self.due).days, 0)


@dataclass(frozen=True, slots=True)
class Slippage:
    """How steps kept to their plan. ``in_time`` and ``late`` are done, ``overdue`` should be by
    now, ``ahead`` are not due yet. ``days`` is how late the late and the overdue are, in days."""

    in_time: int = 0
    late: int = 0
    overdue: int = 0
    ahead: int = 0
    days: Spread | None = None

    @property
    def planned(self) -> int:
        """All of them."""
        return self.in_time + self.late + self.overdue + self.ahead

    @property
    def due(self) -> int:
        """Those of which it is known whether they kept to the plan."""
        return self.in_time + self.late + self.overdue


def slippage(steps: Iterable[PlannedStep], today: date) -> Slippage:
    """How ``steps`` kept to their plan, as of ``today``."""
    counts = {"in_time": 0, "late": 0, "overdue": 0, "ahead": 0}
    days: list[float] = []
    for step in steps:
        behind = step.days_late(today)
        if step.done is None:
            counts["overdue" if behind else "ahead"] += step.count
        else:
            counts["late" if behind else "in_time"] += step.count
        days += [float(behind)] * (step.count if behind else 0)
    return Slippage(**counts, days=spread(days))


def by_month(
    steps: Iterable[PlannedStep], period: Period, today: date
) -> tuple[tuple[str, Slippage], ...]:
    """The same for each part of ``period``, by the day planned; the earliest first."""
    parts: dict[str, list[PlannedStep]] = {key: [] for key, _ in period.bounds()}
    for step in steps:
        parts[period.key_of(step.due)].append(step)
    return tuple((key, slippage(part, today)) for key, part in parts.items())
