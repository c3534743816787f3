"""Sends queued Turns to Telegram: at least once, in each chat's order, within the limits."""

import asyncio
import logging
import random
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from aiogram import Bot, types
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)

from bot.outgoing import Notice, Outgoing
from bot.ports import Clock
from bot.telegram.keyboards import Keyboards
from bot.telegram.pace import Pacer
from bot.telegram.render import Outbound, render
from bot.telegram.updates import CHANNEL

log = logging.getLogger(__name__)

PARALLEL = 16  # chats served at the same time
MAX_ATTEMPTS = 150  # with the longest wait below, about a day
_LONGEST_WAIT = 600.0  # seconds
_REQUEST_SECONDS = 20
_NEVER = (TelegramForbiddenError, TelegramBadRequest, TelegramMigrateToChat)


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again after ``seconds``."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Never:
    """It will not get better: the person blocked the bot, the chat is gone."""

    reason: str


def judge(error: AiogramError, attempts: int) -> Later | Never:
    """What a failed sending means; ``attempts`` counts this one."""
    if isinstance(error, TelegramRetryAfter):
        return Later(float(error.retry_after), str(error))
    if isinstance(error, _NEVER) or attempts >= MAX_ATTEMPTS:
        return Never(str(error))
    wait = min(2.0 ** min(attempts - 1, 10), _LONGEST_WAIT)
    # Jitter, so that chats that failed together do not all come back together.
    return Later(wait * random.uniform(0.8, 1.2), str(error))  # noqa: S311 (not a secret)


class TelegramSender:
    """Takes due notices and sends them until told to stop."""

    def __init__(
        self,
        *,
        bot: Bot,
        outgoing: Outgoing,
        clock: Clock,
        keyboards: Keyboards,
        pacer: Pacer,
        idle_seconds: float = 1.0,
        public_url: str = "",
    ) -> None:
        """``idle_seconds`` between looks at an empty queue; ``wake`` shortens them. Quotations
        link to their documents at ``public_url``, if there is one."""
        self._bot = bot
        self._outgoing = outgoing
        self._clock = clock
        self._keyboards = keyboards
        self._pacer = pacer
        self._idle = idle_seconds
        self._public_url = public_url
        self._wake = asyncio.Event()
        self._flying: dict[int, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Something was queued: look now."""
        self._wake.set()

    async def take_over(self) -> None:
        """Send at once what a sender that died had taken; only for a channel's only sender."""
        await asyncio.to_thread(self._outgoing.release, CHANNEL, self._clock.now())

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
        due = await asyncio.to_thread(self._outgoing.claim_due, CHANNEL, now, free)
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
        sent = notice.parts_sent
        for part in render(notice.turn, self._public_url)[sent:]:
            trouble = await self._send(notice, part)
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

    async def _send(self, notice: Notice, part: Outbound) -> Later | Never | None:
        await self._pacer.turn(notice.chat)
        try:
            message = await self._bot.send_message(
                chat_id=int(notice.chat),
                text=part.html,
                reply_markup=_markup(part),
                request_timeout=_REQUEST_SECONDS,
            )
        except ClientDecodeError as error:
            if isinstance(error.data, dict) and error.data.get("ok"):
                return None  # it was sent; only the reply has a shape we do not know
            return judge(error, notice.attempts)
        except AiogramError as error:
            return judge(error, notice.attempts)
        if part.keyboard:
            codes = frozenset(choice.code for row in part.keyboard for choice in row)
            self._keyboards.shown(notice.chat, message.message_id, codes)
        return None


def _markup(part: Outbound) -> types.InlineKeyboardMarkup | None:
    if not part.keyboard:
        return None
    return types.InlineKeyboardMarkup(
        inline_keyboard=[
            [types.InlineKeyboardButton(text=c.label, callback_data=c.code) for c in row]
            for row in part.keyboard
        ]
    )
