"""The newest event id, asked of the store once per interval however many streams wait for it."""

import asyncio
import time

from fastapi.concurrency import run_in_threadpool

from bot.web_chats import ChatStore


class NewestEvent:
    """A value shared by all event streams of one process."""

    def __init__(self, chats: ChatStore, seconds: float) -> None:
        """``seconds`` is the interval."""
        self.seconds = seconds
        self._chats = chats
        self._lock = asyncio.Lock()
        self._asked = float("-inf")
        self._id = 0

    async def get(self) -> int:
        """The id, at most one interval old."""
        async with self._lock:
            now = time.monotonic()
            if now - self._asked >= self.seconds:
                self._id = await run_in_threadpool(self._chats.newest_event)
                self._asked = now
            return self._id
