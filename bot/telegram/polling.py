"""Long polling that confirms an update only once it is stored and answered.

aiogram's own loop confirms a batch with the next request, handled or not: what was under way
when the process died would be lost. Here the offset stands still at the oldest unfinished one.
"""

import asyncio
import logging
from functools import partial

from aiogram import Bot, types
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramRetryAfter

from bot.telegram.intake import TelegramIntake
from bot.telegram.updates import ALLOWED
from bot.waiting import sleep, unless

log = logging.getLogger(__name__)

POLL_SECONDS = 25
_BUSY_SECONDS = 0.3  # between looks while something is still being handled
_LONGEST_WAIT = 30.0
_STORE_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)  # the store is given about two minutes
_FINISH_SECONDS = 5.0  # granted to what is being handled when told to stop


class Frontier:
    """Which updates are under way or done, and hence what may be confirmed."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._next: int | None = None
        self._open: set[int] = set()

    def begin(self, update: int) -> bool:
        """Whether ``update`` is new; it is under way from now on."""
        if self._next is not None and update < self._next:
            return False
        self._next = update + 1
        self._open.add(update)
        return True

    def finish(self, update: int) -> None:
        """``update`` needs nothing more."""
        self._open.discard(update)

    @property
    def offset(self) -> int | None:
        """The ``offset`` of getUpdates: everything below it is confirmed."""
        return min(self._open, default=self._next)


class TelegramPoller:
    """Asks for updates and hands them to the intake, until told to stop."""

    def __init__(
        self, bot: Bot, intake: TelegramIntake, pauses: tuple[float, ...] = _STORE_PAUSES
    ) -> None:
        """``pauses`` are the seconds between attempts to store one update."""
        self._bot = bot
        self._intake = intake
        self._pauses = pauses
        self._frontier = Frontier()
        self._flying: set[asyncio.Task[None]] = set()
        self._troubles = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Receive until ``stop``; what is being handled then gets a few seconds to finish."""
        try:
            while not stop.is_set():
                for update in await self._fetch(stop):
                    self._start(update)
                if self._flying:
                    await asyncio.wait(self._flying, timeout=_BUSY_SECONDS)
        finally:
            await self._finish()

    def _start(self, update: types.Update) -> None:
        if not self._frontier.begin(update.update_id):
            return
        task = asyncio.create_task(self._take(update))
        self._flying.add(task)
        task.add_done_callback(partial(self._landed, update.update_id))

    def _landed(self, update: int, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        if not task.cancelled():
            self._frontier.finish(update)

    async def _take(self, update: types.Update) -> None:
        try:
            await self._intake.take(update, self._pauses)
        except Exception:  # the queue must move on; the person is told, the log has the trace
            log.exception("update %s was given up", update.update_id)
            await self._intake.not_saved(update)

    async def _finish(self) -> None:
        if self._flying:
            await asyncio.wait(self._flying, timeout=_FINISH_SECONDS)
        for task in self._flying:
            task.cancel()  # not confirmed: it comes again
        await asyncio.gather(*self._flying, return_exceptions=True)

    async def _fetch(self, stop: asyncio.Event) -> list[types.Update]:
        seconds = 0 if self._flying else POLL_SECONDS
        try:
            updates = await unless(
                stop,
                self._bot.get_updates(
                    offset=self._frontier.offset,
                    timeout=seconds,
                    allowed_updates=list(ALLOWED),
                    request_timeout=seconds + 15,
                ),
            )
        except AiogramError as error:
            await sleep(stop, self._after(error))
            return []
        self._troubles = 0
        return updates or []

    def _after(self, error: AiogramError) -> float:
        """Seconds to wait after ``error``: longer each time it happens in a row."""
        self._troubles += 1
        log.warning("no updates (%d in a row): %s", self._troubles, error)
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        if isinstance(error, TelegramConflictError):
            return 5.0
        return min(2.0 ** (min(self._troubles, 10) - 1), _LONGEST_WAIT)
