"""The system's clock and the time zone people read."""

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> datetime:
        """The present moment in UTC, time zone attached."""


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """The present moment in UTC, time zone attached."""
        return datetime.now(UTC)
