"""Takes a callback in: stored before it is acknowledged, answered after; each chat's in order."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol
from weakref import WeakValueDictionary

from bot import texts
from bot.dialogue.turn import Inbound, IncomingFile, Turn
from bot.wecom.api import TooLargeError, UnreachableError, WecomApi, WecomError
from bot.wecom.cards import shortened
from bot.wecom.render import BUTTON_COLUMNS
from bot.wecom.shown import ShownChoices
from bot.wecom.updates import Received

log = logging.getLogger(__name__)

_FETCH_PAUSES = (1.0, 3.0)  # seconds before the second and third attempt
_HANDLE_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)  # the store is given about two minutes
_FINISH_SECONDS = 5.0  # granted to what is being handled when told to stop

Keep = Callable[[Inbound], object]


class Handler(Protocol):
    """``bot.conversation.Conversation`` as this channel needs it: answers each ``update`` once,
    and queues its answer in ``Outgoing``."""

    def handle(self, inbound: Inbound) -> Turn | None:
        """Blocking; called in a thread."""


class WecomIntake:
    """Callback in, conversation called, queue woken.

    The platform waits five seconds and asks three times; answering takes as long as it takes.
    """

    def __init__(
        self,
        *,
        api: WecomApi,
        handler: Handler,
        keep: Keep,
        wake: Callable[[], None],
        shown: ShownChoices,
        max_file_bytes: int,
        pauses: Sequence[float] = _HANDLE_PAUSES,
    ) -> None:
        """``keep`` stores an input durably, once; ``wake`` tells the sender that something was
        queued; ``shown`` knows what buttons say; ``pauses`` are the seconds between attempts to
        answer."""
        self._api = api
        self._handler = handler
        self._keep = keep
        self._wake = wake
        self._shown = shown
        self._limit = max_file_bytes
        self._pauses = pauses
        self._storing: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self._arrivals: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, received: Received) -> None:
        """Return once it is stored; a repetition waits for the first that is under way.

        Raises:
            Exception: whatever kept it from being stored; the platform must send it again.
        """
        key = (received.inbound.chat, received.inbound.update)
        task = self._storing.get(key)
        if task is None:
            task = asyncio.create_task(self._store(received))
            self._storing[key] = task
            task.add_done_callback(lambda _: self._storing.pop(key, None))
        # The platform hangs up after five seconds: a large file is fetched to the end all the same.
        await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait a little for what is being answered; the next start answers the rest."""
        tasks = {*self._storing.values(), *self._answering}
        if tasks:
            await asyncio.wait(tasks, timeout=_FINISH_SECONDS)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _store(self, received: Received) -> None:
        chat = received.inbound.chat
        lock = self._arrivals.setdefault(chat, asyncio.Lock())
        async with lock:  # asyncio.Lock is fair: a text does not overtake the photo before it
            inbound = await self._whole(received)
            await asyncio.to_thread(self._keep, inbound)
            self._begin(self._answer(inbound))
        if received.response:
            self._begin(self._settle(chat, received.response, inbound.choice or ""))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, inbound: Inbound) -> None:
        lock = self._turns.setdefault(inbound.chat, asyncio.Lock())
        async with lock:
            for pause in (*self._pauses, None):
                try:
                    await asyncio.to_thread(partial(self._handler.handle, inbound))
                except Exception:  # it is stored; the last resort is the next start
                    log.exception("a message from %s is unanswered", inbound.chat)
                else:
                    break
                if pause is not None:
                    await asyncio.sleep(pause)
        self._wake()

    async def _settle(self, chat: str, response: str, choice: str) -> None:
        """Put what was chosen in place of the buttons, as well as it can be done."""
        chosen = self._shown.chosen(chat, choice)
        try:
            await self._api.settle_card(chat, response, shortened(chosen, BUTTON_COLUMNS))
        except (WecomError, UnreachableError) as error:
            log.debug("the buttons of a card stay: %s", error)

    async def _whole(self, received: Received) -> Inbound:
        inbound = received.inbound
        if received.media is None or inbound.file is None:
            return inbound
        name = inbound.file.name
        for pause in (*_FETCH_PAUSES, None):
            try:
                content = await self._api.fetch(received.media, self._limit)
            except TooLargeError:
                limit = self._limit // (1024 * 1024)
                sentence = texts.WECOM_TOO_LARGE.format(limit=limit)
                return replace(inbound, file=IncomingFile(name, b"", refused=sentence))
            except (WecomError, UnreachableError) as error:
                log.warning("file %s not fetched: %s", name, error)
            else:
                return replace(inbound, file=IncomingFile(name, content))
            if pause is not None:
                await asyncio.sleep(pause)
        return replace(inbound, file=IncomingFile(name, b"", refused=texts.WECOM_FETCH_FAILED))
