"""The system's clock and the time zone people read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """The present moment in UTC, time zone attached."""
        return datetime.now(UTC)
