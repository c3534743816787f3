"""How long a review may take (审核时限), in working days that do not count while it is returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import pairwise

from api.domain.ticket import HistoryEntry, TicketStatus
from api.domain.working_days import Workday, working_days_after, working_days_between

LIMIT = 5  # working days from the report to a decision; our own promise, no rule prescribes one
WARNED = 1  # working days before the end at which the reviewer is told

_RUNNING = frozenset({TicketStatus.SUBMITTED, TicketStatus.IN_REVIEW})
_OPEN = _RUNNING | {TicketStatus.RETURNED}


@dataclass(frozen=True, slots=True)
class ReviewTime:
    """How a review stands. ``limit``, ``used`` and ``left`` are working days, ``left`` negative
    when late; ``due`` is the last day, ``None`` while somebody outside the office is asked."""

    used: int
    due: date | None
    limit: int = LIMIT

    @property
    def left(self) -> int:
        """What is left of the limit."""
        return self.limit - self.used

    @property
    def is_late(self) -> bool:
        """Whether staff should have decided by now."""
        return self.due is not None and self.left < 0

    @property
    def is_soon(self) -> bool:
        """Whether it has to be decided by the next working day."""
        return self.due is not None and 0 <= self.left <= WARNED


def review_time(
    history: Sequence[HistoryEntry], today: date, zone: tzinfo, is_workday: Workday
) -> ReviewTime | None:
    """How the review of a ticket stands on ``today`` in ``zone``; ``None`` once it was decided."""
    if not history or history[-1].status_to not in _OPEN:
        return None
    moves = [(_day(entry.at, zone), entry.status_to in _RUNNING) for entry in history]
    return time_used(moves, LIMIT, today, is_workday)


def time_used(
    moves: Sequence[tuple[date, bool]], limit: int, today: date, is_workday: Workday
) -> ReviewTime:
    """How it stands on ``today`` after ``moves``: the day of each, and whether the time runs from
    then on. The first begins it."""
    before = sum(
        working_days_between(day, until, is_workday)
        for (day, is_running), (until, _) in pairwise(moves)
        if is_running
    )
    since, is_running = moves[-1]
    if not is_running:
        return ReviewTime(before, None, limit)
    used = before + working_days_between(since, today, is_workday)
    # What was used up before the last move may exceed the limit: then it was due that day.
    return ReviewTime(used, working_days_after(since, limit - before, is_workday), limit)


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
