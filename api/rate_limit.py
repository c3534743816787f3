"""Rate limits by the generic cell rate algorithm, in this process or shared through Redis."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import redis

log = logging.getLogger(__name__)

_PRUNE_ABOVE = 10_000  # keys; idle ones are dropped then, so memory stays bounded


@dataclass(frozen=True, slots=True)
class Limit:
    """``count`` actions per ``seconds``; all of them may come at once, then they trickle."""

    count: int
    seconds: float

    @property
    def interval(self) -> float:
        """Seconds one action uses up."""
        return self.seconds / self.count


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
            busy_until = max(self._busy_until.get(key, now), now) + limit.interval
            delay = busy_until - limit.seconds - now
            if delay > 1e-9:
                return delay
            if len(self._busy_until) >= _PRUNE_ABOVE:
                self._busy_until = {k: t for k, t in self._busy_until.items() if t > now}
            self._busy_until[key] = busy_until
            return 0.0


# The same arithmetic in one atomic step on the server's own clock, in microseconds.
_SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local busy = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + interval
local delay = busy - window - now
if delay > 0 then return math.ceil(delay) end
redis.call('SET', KEYS[1], string.format('%.0f', busy), 'PX', math.ceil((busy - now) / 1000))
return 0
"""


class RedisRateLimiter:
    """Counts across all workers. When Redis is away, people are served and a warning is logged."""

    def __init__(self, client: redis.Redis, prefix: str = "shanhai:limit:") -> None:
        """``client`` is connected lazily, as redis-py does."""
        self._script = client.register_script(_SCRIPT)
        self._prefix = prefix

    def wait(self, key: str, limit: Limit) -> float:
        """See ``RateLimiter.wait``."""
        arguments = [int(limit.interval * 1e6), int(limit.seconds * 1e6)]
        try:
            delay = self._script(keys=[self._prefix + key], args=arguments)
        except redis.RedisError as error:
            log.warning("rate limit not counted, Redis is away: %s", error)
            return 0.0
        return int(delay) / 1e6
