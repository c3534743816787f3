"""Refusals on purpose, and Telegram's limit on how fast a bot may write."""

import asyncio
import math
import time
from collections import Counter
from dataclasses import dataclass

from tests.telegram_server.errors import ApiError, too_many


@dataclass
class Fault:
    """What happens to the next ``times`` calls of ``method`` (any method: ``*``).

    ``kind`` is ``429``, ``403``, ``500``, ``html`` (a proxy's page with status 502), ``hang``
    (nothing happens for ``seconds``), or ``lost`` (it is done, but the reply is cut off).
    ``chat`` limits it to one chat.
    """

    method: str
    kind: str
    times: int = 1
    seconds: float = 1.0
    chat: int | None = None


class LostReplyError(Exception):
    """The call was carried out and its reply must not arrive."""


class HtmlReplyError(Exception):
    """A proxy in between answers with a page."""


@dataclass
class Limits:
    """``per_second`` messages per chat after ``burst`` free ones; 0 switches the limit off."""

    per_second: float = 1.0
    burst: int = 5
    file_bytes: int = 20 * 1024 * 1024


class Faults:
    """The faults planned, and a count of the calls seen."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Nothing planned, nothing counted, the limits as they are by default."""
        self.planned: list[Fault] = []
        self.limits = Limits()
        self.calls: Counter[str] = Counter()
        self._levels: dict[int, tuple[float, float]] = {}

    async def before(self, method: str, chat: int | None) -> Fault | None:
        """Raise the planned fault for this call; returns one that acts after the call."""
        self.calls[method] += 1
        fault = self._next(method, chat)
        if fault is None:
            return None
        if fault.kind == "429":
            raise too_many(math.ceil(fault.seconds))
        if fault.kind == "403":
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if fault.kind == "500":
            raise ApiError(500, "Internal Server Error")
        if fault.kind == "html":
            raise HtmlReplyError
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
            raise ApiError(504, "Gateway Timeout")
        return fault

    def _next(self, method: str, chat: int | None) -> Fault | None:
        for fault in self.planned:
            if fault.method in {"*", method} and fault.chat in {None, chat}:
                fault.times -= 1
                if fault.times <= 0:
                    self.planned.remove(fault)
                return fault
        return None

    def spend(self, chat: int) -> None:
        """Count one message to ``chat``; 429 when the bucket is empty."""
        limits = self.limits
        if limits.per_second <= 0:
            return
        now = time.monotonic()
        level, at = self._levels.get(chat, (float(limits.burst), now))
        level = min(float(limits.burst), level + (now - at) * limits.per_second)
        if level < 1:
            self._levels[chat] = (level, now)
            raise too_many(max(1, math.ceil((1 - level) / limits.per_second)))
        self._levels[chat] = (level - 1, now)
