"""Keeps sending within what a channel allows, for each chat and for all of them together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

_SWEEP = 10_000  # chats remembered before those at rest are forgotten


@dataclass(frozen=True, slots=True)
class Pace:
    """``chat_seconds`` between messages to one chat after ``burst`` free ones; ``bot_seconds``
    between any two messages."""

    chat_seconds: float
    burst: int
    bot_seconds: float


class Pacer:
    """Says when the next message may go, and waits for it (the GCRA form of a leaky bucket)."""

    def __init__(self, pace: Pace, now: Callable[[], float] = monotonic) -> None:
        """``now`` gives seconds of a clock that never goes back."""
        self._pace = pace
        self._now = now
        self._bot_free = 0.0
        self._chats: dict[str, float] = {}

    def reserve_chat(self, chat: str) -> float:
        """Take the next place in the line of ``chat``; returns the seconds to wait for it."""
        now = self._now()
        pace = self._pace
        empty_at = max(self._chats.get(chat, 0.0), now)
        self._chats[chat] = empty_at + pace.chat_seconds
        if len(self._chats) > _SWEEP:
            self._chats = {key: at for key, at in self._chats.items() if at > now}
        return max(0.0, empty_at - pace.chat_seconds * (pace.burst - 1) - now)

    def reserve_bot(self) -> float:
        """Take the next place in the line of all chats; returns the seconds to wait for it."""
        now = self._now()
        start = max(now, self._bot_free)
        self._bot_free = start + self._pace.bot_seconds
        return start - now

    async def turn(self, chat: str) -> None:
        """Wait until one message may go to ``chat``."""
        # One after the other: a chat that waits must not hold a place in the common line.
        await asyncio.sleep(self.reserve_chat(chat))
        await asyncio.sleep(self.reserve_bot())
