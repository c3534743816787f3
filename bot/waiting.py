"""Waiting that ends when the channel is told to stop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
log = logging.getLogger(__name__)

_RESTART_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0)


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of ``work``; ``None``, with ``work`` cancelled, when ``stop`` is set first."""
    task = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((task, stopping), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        stopping.cancel()
        await asyncio.gather(task, stopping, return_exceptions=True)


async def sleep(stop: asyncio.Event, seconds: float) -> None:
    """Sleep ``seconds``, or until ``stop`` is set."""
    await unless(stop, asyncio.sleep(seconds))


async def keep_running(name: str, part: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Run ``part`` until it returns; after a fault run it again, a little later each time.

    What it works on is stored, so a part can begin anew at any moment; a database that is away
    for a minute must not end the channel for good.
    """
    faults = 0
    while not stop.is_set():
        try:
            await part()
        except Exception:  # the supervisor's one job; every fault is logged with its trace
            log.exception("%s failed and is started again", name)
            await sleep(stop, _RESTART_SECONDS[min(faults, len(_RESTART_SECONDS) - 1)])
            faults += 1
        else:
            return
