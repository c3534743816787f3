"""Takes the buttons off a question once it is answered, as well as it can."""

import asyncio
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError

log = logging.getLogger(__name__)

_REMEMBERED = 10_000  # chats


class Keyboards:
    """Which messages of each chat carry live buttons, newest last, with the buttons' codes.

    Kept in memory only: after a restart an old keyboard stays until it is pressed, which is
    harmless, because the conversation knows its own buttons.
    """

    def __init__(self, bot: Bot) -> None:
        """``bot`` is used to edit the messages."""
        self._bot = bot
        self._live: dict[str, dict[int, frozenset[str]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def shown(self, chat: str, message: int, codes: frozenset[str]) -> None:
        """``message`` now carries these buttons; older ones for the same question go.

        Others stay: news with a button must not take the buttons off an open question.
        """
        live = self._live.pop(chat, {})
        repeated = [old for old, known in live.items() if known & codes]
        for old in repeated:
            del live[old]
            self.take_off(chat, old)
        live[message] = codes
        self._live[chat] = live
        if len(self._live) > _REMEMBERED:
            self._live.pop(next(iter(self._live)))

    def pressed(self, chat: str, message: int) -> int:
        """The buttons of ``message`` were used; returns it."""
        self._live.get(chat, {}).pop(message, None)
        return message

    def typed(self, chat: str, message: int) -> int | None:
        """The message whose buttons the words in ``message`` have answered, if it is known.

        It is the newest above them: an update that comes a second time must not take the
        buttons off the question that has been asked since.
        """
        live = self._live.get(chat, {})
        above = [shown for shown in live if shown < message]
        if not above:
            return None
        live.pop(above[-1])
        return above[-1]

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
