"""Rate limits, in the process and in a real Redis."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
import redis

from api.domain.limit import Limit
from api.rate_limit import MemoryRateLimiter, RateLimiter
from api.redis_rate_limit import RedisRateLimiter

BURST = Limit(3, 60)


@pytest.fixture(scope="module")
def redis_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    server = shutil.which("redis-server")
    if server is None:
        reason = "no redis-server: install it to run this test"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder: Path = tmp_path_factory.mktemp("redis")
    process = subprocess.Popen(
        [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    client = redis.Redis(port=port)
    for _ in range(200):
        try:
            client.ping()
            break
        except redis.ConnectionError:
            time.sleep(0.02)
    client.close()
    yield port
    process.terminate()
    process.wait(10)


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
def limiter(request: pytest.FixtureRequest) -> Iterator[RateLimiter]:
    if request.param == "memory":
        yield MemoryRateLimiter()
        return
    with redis.Redis(port=request.getfixturevalue("redis_port")) as client:
        client.flushall()
        yield RedisRateLimiter(client)


def test_a_burst_passes_and_the_next_one_waits(limiter: RateLimiter) -> None:
    assert [limiter.wait("a", BURST) for _ in range(3)] == [0.0, 0.0, 0.0]

    assert 19 < limiter.wait("a", BURST) <= 20


def test_being_refused_does_not_make_the_wait_longer(limiter: RateLimiter) -> None:
    for _ in range(3):
        limiter.wait("a", BURST)

    waits = [limiter.wait("a", BURST) for _ in range(5)]

    assert waits == sorted(waits, reverse=True)


def test_one_key_does_not_slow_another(limiter: RateLimiter) -> None:
    for _ in range(4):
        limiter.wait("a", BURST)

    assert limiter.wait("b", BURST) == 0.0


def test_waiting_as_long_as_told_is_enough(limiter: RateLimiter) -> None:
    quick = Limit(2, 0.2)
    for _ in range(2):
        limiter.wait("a", quick)
    time.sleep(limiter.wait("a", quick) + 0.002)

    assert limiter.wait("a", quick) == 0.0


def test_limits_hold_over_time_by_the_clock_alone() -> None:
    ticks = count()
    now: Callable[[], float] = lambda: float(next(ticks))  # noqa: E731 - one second per question
    limiter = MemoryRateLimiter(now)

    passed = sum(limiter.wait("a", Limit(3, 60)) == 0.0 for _ in range(600))

    assert 30 <= passed <= 34


def test_idle_keys_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.rate_limit._PRUNE_ABOVE", 10)
    seconds = [0.0]
    limiter = MemoryRateLimiter(lambda: seconds[0])
    for number in range(10):
        limiter.wait(str(number), Limit(1, 5))
    seconds[0] = 6.0

    limiter.wait("new", Limit(1, 5))

    assert len(limiter._busy_until) == 1


def test_people_are_served_while_redis_is_away(caplog: pytest.LogCaptureFixture) -> None:
    with redis.Redis(port=1, socket_connect_timeout=0.2) as client:
        assert RedisRateLimiter(client).wait("a", BURST) == 0.0

    assert "Redis is away" in caplog.text
