"""Rate limits by the generic cell rate algorithm, counted in this process."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from api.domain.limit import Limit

_PRUNE_ABOVE = 10_000  # keys; idle ones are dropped then, so memory stays bounded


class RateLimiter(Protocol):
    """Says whether an action may go ahead."""

    def wait(self, key: str, limit: Limit) -> float:
        """Seconds until ``key`` may act again; 0.0 when it may now, which is then counted."""


class MemoryRateLimiter:
    """Counts within one process."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """``now`` gives seconds that never run backwards."""
        self._now = now
        self._lock = threading.Lock()
        self._busy_until: dict[str, float] = {}

    def wait(self, key: str, limit: Limit) -> float:
        """See ``RateLimiter.wait``."""
        with self._lock:
            now = self._now()
            busy_until, delay = limit.spend(self._busy_until.get(key, now), now)
            if delay:
                return delay
            if len(self._busy_until) >= _PRUNE_ABOVE:
                self._busy_until = {k: t for k, t in self._busy_until.items() if t > now}
            self._busy_until[key] = busy_until
            return 0.0
