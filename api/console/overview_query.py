"""What the address of the overview says: the period, and the province."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self
from urllib.parse import urlencode

from api.domain.overview import Period, month_of, quarter_of, year_of
from api.store.overview import Scope

OWN = "own"
PERIODS: dict[str, tuple[str, Callable[[date], Period]]] = {
    "month": ("本月", month_of),
    "quarter": ("本季度", quarter_of),
    "year": ("今年", year_of),
}
USUAL = "year"
EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)
LONGEST_NAME = 60  # characters of a province's name


@dataclass(frozen=True, slots=True)
class OverviewQuery:
    """The choice. ``problem`` says what is wrong with dates of one's own; then the usual period is
    shown, and what was typed stays in ``start`` and ``end``."""

    chosen: str
    period: Period
    province: str
    start: str
    end: str
    problem: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], today: date) -> Self:
        """The choice of an address; unknown values there count as absent."""
        chosen = query.get("period", USUAL)
        province = query.get("province", "").replace("\x00", "").strip()[:LONGEST_NAME]
        start, end = query.get("from", "")[:10], query.get("to", "")[:10]
        if chosen != OWN:
            chosen = chosen if chosen in PERIODS else USUAL
            period = PERIODS[chosen][1](today)
            return cls(chosen, period, province, str(period.start), str(period.end))
        first, last = _day(start), _day(end)
        if first is None or last is None:
            problem = "请把起止日期都选好，比如 2026-01-01 到 2026-06-30。"
        elif first > last:
            problem = "起始日期在结束日期之后，请换一下。"
        else:
            return cls(OWN, Period(first, last), province, start, end)
        return cls(OWN, PERIODS[USUAL][1](today), province, start, end, problem)

    @property
    def scope(self) -> Scope:
        """What the figures are counted over."""
        return Scope(self.period, self.province)

    def suffix(self, **changes: str) -> str:
        """``?…`` for the same choice but for ``changes``."""
        own = {"from": self.start, "to": self.end} if self.chosen == OWN else {}
        parts = {"period": self.chosen, **own, "province": self.province, **changes}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
