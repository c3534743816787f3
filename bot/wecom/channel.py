"""The WeCom channel put together: callbacks in, a sender, the menu under the chat."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot import texts
from bot.handouts import Documents
from bot.outgoing import Outgoing
from bot.pace import Pace, Pacer
from bot.ports import Clock
from bot.waiting import keep_running, sleep
from bot.wecom.api import Account, Json, UnreachableError, WecomApi, WecomError
from bot.wecom.crypto import Seal
from bot.wecom.intake import Handler, Keep, WecomIntake
from bot.wecom.sending import WecomSender
from bot.wecom.shown import ShownChoices
from bot.wecom.updates import fields, read

log = logging.getLogger(__name__)

# https://developer.work.weixin.qq.com/document/path/90236: 30 messages a minute to one person;
# what is above it is dropped without a word. 5 at once and 25 in the minute after are 30.
ALLOWED_PACE = Pace(chat_seconds=2.4, burst=5, bot_seconds=0.02)
UNKNOWN_ACCOUNT = frozenset({40001, 40013, 40091})  # errcodes of a wrong CorpID or secret
_RETRY_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0)


class WecomRefusedError(Exception):
    """The platform does not know CorpID or secret; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WecomOptions:
    """``seal`` opens callbacks, ``account`` makes calls; quotations link to their documents at
    ``links_to``, where that is known; ``max_file_bytes`` limits what is fetched."""

    account: Account
    seal: Seal
    links_to: str = ""
    max_file_bytes: int = 20 * 1024 * 1024
    pace: Pace = ALLOWED_PACE
    idle_seconds: float = 1.0


class WecomChannel:
    """Build it once per process, run it in the event loop that serves its callbacks."""

    def __init__(
        self,
        options: WecomOptions,
        *,
        handler: Handler,
        keep: Keep,
        outgoing: Outgoing,
        clock: Clock,
        documents: Documents,
    ) -> None:
        """Connects to nothing yet. ``keep`` stores an input durably before it is answered."""
        self._seal = options.seal
        self._clock = clock
        self._api = WecomApi(options.account)
        shown = ShownChoices()
        self._sender = WecomSender(
            api=self._api,
            outgoing=outgoing,
            clock=clock,
            pacer=Pacer(options.pace),
            documents=documents,
            shown=shown,
            idle_seconds=options.idle_seconds,
            public_url=options.links_to,
        )
        self._intake = WecomIntake(
            api=self._api,
            handler=handler,
            keep=keep,
            wake=self._sender.wake,
            shown=shown,
            max_file_bytes=options.max_file_bytes,
        )

    def echo(self, signature: str, timestamp: str, nonce: str, echostr: str) -> bytes:
        """What proves to the platform that this address is ours.

        Raises:
            ForgedError: the question does not come from the platform.
        """
        return self._seal.opened(signature, timestamp, nonce, echostr)

    async def take(self, signature: str, timestamp: str, nonce: str, body: bytes) -> None:
        """Return once the callback is stored, or was none of our business.

        Raises:
            ForgedError: it does not come from the platform, or is not meant for us.
            UnreadableError: it is no callback.
            Exception: it could not be stored; the platform must send it again.
        """
        encrypted = fields(body).get("Encrypt", "")
        plain = self._seal.opened(signature, timestamp, nonce, encrypted)
        received = read(fields(plain), self._clock.now())
        if received is not None:
            await self._intake.take(received)

    async def run(self, stop: asyncio.Event) -> None:
        """Send until ``stop``; the connections are closed then. When the platform refuses us,
        callbacks are stored all the same.

        Raises:
            WecomRefusedError: see the class.
        """
        sending = asyncio.create_task(keep_running("sending", lambda: self._sender.run(stop), stop))
        try:
            await self._insist(self._api.token, stop)
            await self._set_menu()
            await sending
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            if stop.is_set():
                await self._intake.finish()
                await self._api.close()

    async def _set_menu(self) -> None:
        try:
            await self._api.set_menu(menu())
        except (WecomError, UnreachableError) as error:
            log.warning("the menu of the WeCom application was not set: %s", error)

    async def _insist(self, work: Callable[[], Awaitable[object]], stop: asyncio.Event) -> None:
        """Do ``work`` as soon as the platform can be reached."""
        attempt = 0
        while not stop.is_set():
            try:
                await work()
            except (WecomError, UnreachableError) as error:
                if isinstance(error, WecomError) and error.code in UNKNOWN_ACCOUNT:
                    raise WecomRefusedError(
                        f"WeCom does not know this CorpID and secret ({error.code}); copy them "
                        "again from the administrator's pages"
                    ) from None
                pause = _RETRY_SECONDS[min(attempt, len(_RETRY_SECONDS) - 1)]
                log.warning("WeCom cannot be reached, again in %.0f s: %s", pause, error)
                await sleep(stop, pause)
                attempt += 1
            else:
                return


def menu() -> list[Json]:
    """The menu under the chat; each entry stands for words that can be typed, too."""
    return [
        _entry(texts.WECOM_MENU_REPORT, "/report"),
        _entry(texts.WECOM_MENU_ASK, "/ask"),
        {
            "name": texts.WECOM_MENU_MORE,
            "sub_button": [
                _entry(texts.WECOM_MENU_MINE, "/mine"),
                _entry(texts.WECOM_MENU_BACK, "/back"),
                _entry(texts.WECOM_MENU_CANCEL, "/cancel"),
                _entry(texts.WECOM_MENU_LINK, "/link"),
                _entry(texts.WECOM_MENU_HELP, "/help"),
            ],
        },
    ]


def _entry(name: str, words: str) -> Json:
    return {"type": "click", "name": name, "key": words}
