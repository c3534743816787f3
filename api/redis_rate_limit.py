"""The same rate limits shared by several workers through Redis.

A module of its own because importing Redis is an eighth of a start that most never need.
"""

import logging

import redis

from api.domain.limit import Limit

log = logging.getLogger(__name__)

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
