"""Takes an update in: each chat's in order, different chats side by side, each once."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol
from weakref import WeakValueDictionary

from aiogram import Bot, types
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError

from bot import texts
from bot.dialogue.turn import Inbound, Message, Turn
from bot.entrances import BotName
from bot.outgoing import Outgoing
from bot.ports import Clock
from bot.telegram.files import fetch
from bot.telegram.keyboards import Keyboards
from bot.telegram.updates import CHANNEL, Foreign, Received, Remark, chat_of, read

log = logging.getLogger(__name__)

_TYPING_AFTER = 0.8  # seconds of silence after which “正在输入” is shown
_TYPING_AGAIN = 4.5  # Telegram shows it for five


class Handler(Protocol):
    """``bot.conversation.Conversation`` as this channel needs it.

    ``handle`` stores the input before anything else, answers each ``update`` once, and queues
    its answer in ``Outgoing`` in the same transaction.
    """

    def handle(self, inbound: Inbound) -> Turn | None:
        """Blocking; called in a thread."""


class TelegramIntake:
    """Update in, conversation called, queue woken."""

    def __init__(
        self,
        *,
        bot: Bot,
        handler: Handler,
        outgoing: Outgoing,
        clock: Clock,
        keyboards: Keyboards,
        wake: Callable[[], None],
        max_file_bytes: int,
        name: BotName,
    ) -> None:
        """``wake`` tells the sender that something was queued; ``name`` is the bot's own."""
        self._name = name
        self._bot = bot
        self._handler = handler
        self._outgoing = outgoing
        self._clock = clock
        self._keyboards = keyboards
        self._wake = wake
        self._limit = max_file_bytes
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, update: types.Update, pauses: Sequence[float] = ()) -> None:
        """Return once ``update`` is stored and answered, or was none of our business.

        A fault of the store is tried again after each of ``pauses`` seconds, with the chat
        waiting in line behind it; the last one is raised.
        """
        lock = self._locks.setdefault(chat_of(update), asyncio.Lock())
        async with lock:  # asyncio.Lock is fair: first come, first served
            event = read(update, self._clock.now(), self._limit, self._name())
            if isinstance(event, Received):
                await self._received(event, pauses)
            elif isinstance(event, Remark):
                await self._persist(partial(self._remark, event), pauses)
            elif isinstance(event, Foreign):
                await self._answer(event.callback, texts.TELEGRAM_NOT_YOUR_BUTTON)
        self._wake()

    async def not_saved(self, update: types.Update) -> None:
        """Tell the person, past the queue, that the input is lost."""
        chat = chat_of(update)
        try:
            await self._bot.send_message(chat_id=int(chat), text=texts.TELEGRAM_NOT_SAVED)
        except (AiogramError, ValueError) as error:
            log.warning("chat %s could not be told: %s", chat, error)

    async def _received(self, event: Received, pauses: Sequence[float]) -> None:
        answered = self._answered(event)
        typing = asyncio.create_task(self._typing(event.chat))
        try:
            await asyncio.gather(self._answer(event.callback), self._handle(event, pauses))
        finally:
            typing.cancel()
        if answered is not None:
            self._keyboards.take_off(event.chat, answered)

    def _answered(self, event: Received) -> int | None:
        if event.callback is not None:
            return self._keyboards.pressed(event.chat, event.message)
        return self._keyboards.typed(event.chat, event.message)

    async def _handle(self, event: Received, pauses: Sequence[float]) -> None:
        for inbound in event.inputs:
            whole = await self._with_file(inbound, event)
            await self._persist(partial(self._handler.handle, whole), pauses)
            self._wake()

    async def _with_file(self, inbound: Inbound, event: Received) -> Inbound:
        remote = event.files.get(inbound.update)
        if remote is None:
            return inbound
        return replace(inbound, file=await fetch(self._bot, remote, self._limit))

    async def _persist(self, work: Callable[[], object], pauses: Sequence[float]) -> None:
        for pause in pauses:
            try:
                await asyncio.to_thread(work)
            except Exception:  # whatever it was, it is logged and tried again before it counts
                log.exception("an update was not stored; again in %.0f s", pause)
                await asyncio.sleep(pause)
            else:
                return
        await asyncio.to_thread(work)

    def _remark(self, remark: Remark) -> None:
        turn = Turn(messages=(Message(remark.text),))
        self._outgoing.queue(CHANNEL, remark.chat, turn, remark.key)

    async def _answer(self, callback: str | None, text: str | None = None) -> None:
        """Stop the button's spinner, if there is one; a query too old to answer is no loss."""
        if callback is None:
            return
        try:
            await self._bot.answer_callback_query(callback, text=text, request_timeout=10)
        except AiogramError as error:
            log.debug("callback %s not answered: %s", callback, error)

    async def _typing(self, chat: str) -> None:
        await asyncio.sleep(_TYPING_AFTER)
        while True:
            try:
                await self._bot.send_chat_action(int(chat), ChatAction.TYPING, request_timeout=5)
            except AiogramError as error:
                log.debug("typing not shown: %s", error)
            await asyncio.sleep(_TYPING_AGAIN)
