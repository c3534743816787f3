"""The Telegram channel put together: one Bot, an intake, a sender, polling or webhook.

Importing this imports aiogram, which takes a while: the composition root does it only when a
token is set.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommand
from aiogram.utils.token import TokenValidationError
from fastapi import APIRouter

from bot import texts
from bot.entrances import BotName
from bot.handouts import Documents
from bot.outgoing import Outgoing
from bot.pace import Pace, Pacer
from bot.ports import Clock
from bot.telegram.intake import Handler, TelegramIntake
from bot.telegram.keyboards import Keyboards
from bot.telegram.polling import TelegramPoller
from bot.telegram.sender import TelegramSender
from bot.telegram.webhook import set_webhook, webhook_router
from bot.waiting import keep_running, sleep

log = logging.getLogger(__name__)

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # https://core.telegram.org/bots/api#setwebhook
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
ALLOWED_PACE = Pace(chat_seconds=1.0, burst=3, bot_seconds=1 / 25)
_RETRY_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0)


class TelegramRefusedError(Exception):
    """The token or the webhook secret cannot work; the message says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramOptions:
    """``api_url`` is the Bot API server; ``public_url`` and ``webhook_secret`` are needed for
    webhooks only; quotations link to their documents at ``links_to``, where that is known;
    ``max_file_bytes`` limits what is fetched (Telegram serves at most 20 MB); ``name`` is told the
    bot's name as soon as Telegram says it."""

    token: str = field(repr=False)
    api_url: str = "https://api.telegram.org"
    public_url: str = ""
    links_to: str = ""
    webhook_secret: str = field(default="", repr=False)
    max_file_bytes: int = 20 * 1024 * 1024
    pace: Pace = ALLOWED_PACE
    idle_seconds: float = 1.0
    name: BotName = field(default_factory=BotName)


class TelegramChannel:
    """Build it once per process, run it in one event loop."""

    def __init__(
        self,
        options: TelegramOptions,
        handler: Handler,
        outgoing: Outgoing,
        clock: Clock,
        documents: Documents,
    ) -> None:
        """Connects to nothing yet.

        Raises:
            TelegramRefusedError: the token has not the shape of one.
        """
        self._options = options
        try:
            self._bot = Bot(
                options.token,
                session=AiohttpSession(api=TelegramAPIServer.from_base(options.api_url)),
                default=DefaultBotProperties(
                    parse_mode=ParseMode.HTML, link_preview_is_disabled=True
                ),
            )
        except TokenValidationError:
            raise TelegramRefusedError(
                "the Telegram token has not the form 123456:ABC…; copy it again from @BotFather"
            ) from None
        self._keyboards = Keyboards(self._bot)
        self._sender = TelegramSender(
            bot=self._bot,
            outgoing=outgoing,
            clock=clock,
            keyboards=self._keyboards,
            pacer=Pacer(options.pace),
            documents=documents,
            idle_seconds=options.idle_seconds,
            public_url=options.links_to,
        )
        self._intake = TelegramIntake(
            bot=self._bot,
            handler=handler,
            outgoing=outgoing,
            clock=clock,
            keyboards=self._keyboards,
            wake=self._sender.wake,
            max_file_bytes=options.max_file_bytes,
            name=options.name,
        )

    def router(self) -> APIRouter:
        """The webhook's route, to include in the application that serves ``public_url``.

        Raises:
            TelegramRefusedError: the secret is missing or has other characters than allowed.
        """
        if not _SECRET.fullmatch(self._options.webhook_secret):
            raise TelegramRefusedError(
                "the webhook secret must have 1–256 characters out of A–Z a–z 0–9 _ -"
            )
        return webhook_router(self._bot, self._intake, self._options.webhook_secret)

    async def run_polling(self, stop: asyncio.Event) -> None:
        """Receive by long polling and send, until ``stop``; the connection is closed then.

        Raises:
            TelegramRefusedError: Telegram does not know the token.
        """
        await self._run(
            stop,
            # Polling and a webhook exclude each other; updates that wait are kept.
            lambda: self._bot.delete_webhook(drop_pending_updates=False),
            lambda: keep_running("polling", lambda: self._poll(stop), stop),
            self._send_alone,
        )

    async def run_webhook(self, stop: asyncio.Event) -> None:
        """Register the webhook and send, until ``stop``; the connection is closed then.

        Raises:
            TelegramRefusedError: Telegram does not know the token.
        """
        options = self._options
        await self._run(
            stop,
            lambda: set_webhook(self._bot, options.public_url, options.webhook_secret),
            stop.wait,
            self._sender.run,
        )

    async def _run(
        self,
        stop: asyncio.Event,
        register: Callable[[], Awaitable[object]],
        receive: Callable[[], Awaitable[object]],
        send: Callable[[asyncio.Event], Awaitable[None]],
    ) -> None:
        sending = asyncio.create_task(keep_running("sending", lambda: self._sender.run(stop), stop))
        try:
            await self._insist(register, stop)
            await self._insist(self._learn_name, stop)
            await self._insist(self._name_commands, stop)
            await receive()
            await sending
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            await self._keyboards.finish()
            await self._bot.session.close()

    async def _send_alone(self, stop: asyncio.Event) -> None:
        # Telegram lets only one process poll, so nobody else is sending.
        await self._sender.take_over()
        await self._sender.run(stop)

    async def _poll(self, stop: asyncio.Event) -> None:
        # A new one after each fault: it starts at what Telegram has not seen confirmed.
        await TelegramPoller(self._bot, self._intake).run(stop)

    async def _learn_name(self) -> None:
        self._options.name.name = (await self._bot.get_me()).username or ""

    async def _name_commands(self) -> None:
        commands = [
            BotCommand(command=name, description=text)
            for name, text in texts.TELEGRAM_COMMANDS.items()
        ]
        await self._bot.set_my_commands(commands)

    async def _insist(self, work: Callable[[], Awaitable[object]], stop: asyncio.Event) -> None:
        """Do ``work`` as soon as Telegram can be reached."""
        attempt = 0
        while not stop.is_set():
            try:
                await work()
            except (TelegramUnauthorizedError, TelegramNotFound) as error:
                raise TelegramRefusedError(
                    f"Telegram does not know this token ({error}); copy it again from @BotFather"
                ) from None
            except TelegramBadRequest as error:
                raise TelegramRefusedError(f"Telegram refused the set-up: {error}") from None
            except AiogramError as error:
                pause = _RETRY_SECONDS[min(attempt, len(_RETRY_SECONDS) - 1)]
                log.warning("Telegram cannot be reached, again in %.0f s: %s", pause, error)
                await sleep(stop, pause)
                attempt += 1
            else:
                return


async def run_polling(
    options: TelegramOptions,
    handler: Handler,
    outgoing: Outgoing,
    clock: Clock,
    stop: asyncio.Event,
    *,
    documents: Documents,
) -> None:
    """Build the channel and run it by long polling until ``stop``; see ``TelegramChannel``."""
    await TelegramChannel(options, handler, outgoing, clock, documents).run_polling(stop)
