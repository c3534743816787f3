"""Sends queued Turns over a channel that pushes: at least once, in each chat's order.

A channel says into which parts it renders a turn, how one part is sent, and what a failure means.
"""

import asyncio
import logging
import random
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Generic, TypeVar

from bot.dialogue.turn import Turn
from bot.outgoing import Notice, Outgoing
from bot.ports import Clock
from bot.texts.language import speaking

log = logging.getLogger(__name__)

PARALLEL = 16  # chats served at the same time
MAX_ATTEMPTS = 150  # with the longest wait below, about a day
_LONGEST_WAIT = 600.0  # seconds

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again after ``seconds``."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Never:
    """It will not get better: the person blocked the bot, the chat is gone."""

    reason: str


def backed_off(reason: str, attempts: int, at_least: float = 0.0) -> Later | Never:
    """Try again, ever later (in seconds, ``at_least`` so many); ``attempts`` counts this one."""
    if attempts >= MAX_ATTEMPTS:
        return Never(reason)
    wait = max(min(2.0 ** min(attempts - 1, 10), _LONGEST_WAIT), at_least)
    # Jitter, so that chats that failed together do not all come back together.
    return Later(wait * random.uniform(0.8, 1.2), reason)  # noqa: S311 (not a secret)


class Pusher(ABC, Generic[Part]):
    """Takes the due notices of one channel and sends them until told to stop."""

    channel: str

    def __init__(self, outgoing: Outgoing, clock: Clock, idle_seconds: float) -> None:
        """``idle_seconds`` between looks at an empty queue; ``wake`` shortens them."""
        self._outgoing = outgoing
        self._clock = clock
        self._idle = idle_seconds
        self._wake = asyncio.Event()
        self._flying: dict[int, asyncio.Task[None]] = {}

    @abstractmethod
    def parts(self, turn: Turn) -> tuple[Part, ...]:
        """What ``turn`` becomes on this channel, always in the same order."""

    @abstractmethod
    async def send(self, notice: Notice, part: Part) -> Later | Never | None:
        """Send one part of ``notice``; ``None`` when it was accepted."""

    def wake(self) -> None:
        """Something was queued: look now."""
        self._wake.set()

    async def take_over(self) -> None:
        """Send at once what a sender that died had taken; only for a channel's only sender."""
        await asyncio.to_thread(self._outgoing.release, self.channel, self._clock.now())

    async def run(self, stop: asyncio.Event) -> None:
        """Send until ``stop``; what is under way then is finished first."""
        stopping = asyncio.create_task(self._wake_on(stop))
        try:
            while not stop.is_set():
                await self._look()
                await self._rest()
        finally:
            stopping.cancel()
            await asyncio.gather(*self._flying.values(), stopping, return_exceptions=True)

    async def _wake_on(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._wake.set()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._idle):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _look(self) -> None:
        self._wake.clear()
        free = PARALLEL - len(self._flying)
        if free <= 0:
            return
        now = self._clock.now()
        due = await asyncio.to_thread(self._outgoing.claim_due, self.channel, now, free)
        for notice in due:
            if notice.id not in self._flying:
                task = asyncio.create_task(self._deliver(notice))
                self._flying[notice.id] = task
                task.add_done_callback(partial(self._landed, notice.id))

    def _landed(self, notice: int, task: asyncio.Task[None]) -> None:
        del self._flying[notice]
        self.wake()  # the next one of this chat may go
        if not task.cancelled() and (fault := task.exception()):
            # The lease runs out and the notice comes back; the trace must not be lost.
            log.error("notice %s was not settled", notice, exc_info=fault)

    async def _deliver(self, notice: Notice) -> None:
        with speaking(notice.language):
            await self._deliver_parts(notice)

    async def _deliver_parts(self, notice: Notice) -> None:
        sent = notice.parts_sent
        for part in self.parts(notice.turn)[sent:]:
            trouble = await self.send(notice, part)
            if trouble is not None:
                await self._settle(notice, trouble, sent)
                return
            sent += 1
        await asyncio.to_thread(self._outgoing.mark_sent, notice.id, self._clock.now())

    async def _settle(self, notice: Notice, trouble: Later | Never, sent: int) -> None:
        now = self._clock.now()
        if isinstance(trouble, Never):
            log.warning("notice %s is undeliverable: %s", notice.id, trouble.reason)
            await asyncio.to_thread(self._outgoing.give_up, notice.id, now, trouble.reason)
            return
        log.info("notice %s waits %.1f s: %s", notice.id, trouble.seconds, trouble.reason)
        at = now + timedelta(seconds=trouble.seconds)
        await asyncio.to_thread(self._outgoing.retry_later, notice.id, at, trouble.reason, sent)
