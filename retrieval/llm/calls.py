"""Calls to the model on an event loop of their own, so that a deadline ends them for certain."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_GRACE = 2.0  # seconds the loop may be late before its caller stops waiting for it


class Calls:
    """One background thread with an event loop; whoever calls waits for no longer than allowed.

    A blocking client can be held by a server that sends a byte now and then; a task that is
    cancelled lets go at once, connection and all.
    """

    def __init__(self) -> None:
        """The thread begins with the first call."""
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """The result of ``work``.

        Raises:
            TimeoutError: it was not done within ``seconds`` and has been cancelled.
        """
        bounded = asyncio.wait_for(work, seconds)
        future = asyncio.run_coroutine_threadsafe(bounded, self._running())
        return future.result(seconds + _GRACE)

    def close(self, last: Coroutine[Any, Any, None]) -> None:
        """Run ``last`` and end the thread; what is still running is given up."""
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is None or thread is None:
            last.close()
            return
        asyncio.run_coroutine_threadsafe(_ended(last), loop).result(_GRACE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_GRACE)
        loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="language model", daemon=True
                )
                self._thread.start()
            return self._loop


async def _ended(last: Coroutine[Any, Any, None]) -> None:
    here = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not here]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await last
    await asyncio.get_running_loop().shutdown_asyncgens()
