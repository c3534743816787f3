"""Takes the buttons off a question once it is answered, as well as it can."""

import asyncio
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError

log = logging.getLogger(__name__)

_REMEMBERED = 10_000  # chats


class Keyboards:
    """Which message of each chat carries the live buttons.

    Kept in memory only: after a restart an old keyboard stays until it is pressed, which is
    harmless, because the conversation knows its own buttons.
    """

    def __init__(self, bot: Bot) -> None:
        """``bot`` is used to edit the messages."""
        self._bot = bot
        self._live: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def shown(self, chat: str, message: int) -> None:
        """``message`` now carries the buttons of ``chat``."""
        self._live.pop(chat, None)
        self._live[chat] = message
        if len(self._live) > _REMEMBERED:
            self._live.pop(next(iter(self._live)))

    def used(self, chat: str, pressed: int | None) -> int | None:
        """The message whose buttons an input from ``chat`` has answered, if it is known."""
        live = self._live.get(chat)
        if pressed is None or pressed == live:
            self._live.pop(chat, None)
        return pressed if pressed is not None else live

    def take_off(self, chat: str, message: int) -> None:
        """Remove the buttons of ``message`` in the background; failing is only logged."""
        task = asyncio.create_task(self._take_off(chat, message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait for the removals under way."""
        await asyncio.gather(*self._tasks)

    async def _take_off(self, chat: str, message: int) -> None:
        try:
            await self._bot.edit_message_reply_markup(
                chat_id=int(chat), message_id=message, request_timeout=10
            )
        except AiogramError as error:
            log.debug("buttons of message %s stay: %s", message, error)
