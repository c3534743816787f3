"""A rate (频次): so many actions in so many seconds, by the generic cell rate algorithm."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """``count`` actions per ``seconds``; all of them may come at once, then they trickle."""

    count: int
    seconds: float

    @property
    def interval(self) -> float:
        """Seconds one action uses up."""
        return self.seconds / self.count

    def spend(self, busy_until: float, now: float) -> tuple[float, float]:
        """One more action at ``now``, after what made it ``busy_until`` (both in seconds).

        Returns until when it is busy from here on, and 0.0; or ``busy_until`` as it was and the
        seconds to wait, when there were too many.
        """
        busy = max(busy_until, now) + self.interval
        wait = busy - self.seconds - now
        return (busy_until, wait) if wait > 1e-9 else (busy, 0.0)
