"""Sends queued Turns to Telegram, within its limits."""

import asyncio
from html import escape

from aiogram import Bot, types
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)

from api.domain.errors import NotFound
from bot.dialogue.turn import OutgoingDocument, Turn
from bot.handouts import Documents
from bot.outgoing import Notice, Outgoing
from bot.pace import Pacer
from bot.ports import Clock
from bot.pushing import Later, Never, Pusher, backed_off
from bot.telegram.keyboards import Keyboards
from bot.telegram.render import Outbound, render
from bot.telegram.updates import CHANNEL

_REQUEST_SECONDS = 20
_UPLOAD_SECONDS = 60
_NEVER = (TelegramForbiddenError, TelegramBadRequest, TelegramMigrateToChat)


def judge(error: AiogramError, attempts: int) -> Later | Never:
    """What a failed sending means; ``attempts`` counts this one."""
    if isinstance(error, TelegramRetryAfter):
        return Later(float(error.retry_after), str(error))
    if isinstance(error, _NEVER):
        return Never(str(error))
    return backed_off(str(error), attempts)


class TelegramSender(Pusher[Outbound]):
    """Takes due notices and sends them until told to stop."""

    channel = CHANNEL

    def __init__(
        self,
        *,
        bot: Bot,
        outgoing: Outgoing,
        clock: Clock,
        keyboards: Keyboards,
        pacer: Pacer,
        documents: Documents,
        idle_seconds: float = 1.0,
        public_url: str = "",
    ) -> None:
        """``idle_seconds`` between looks at an empty queue; ``wake`` shortens them. Quotations
        link to their documents at ``public_url``, if there is one."""
        super().__init__(outgoing, clock, idle_seconds)
        self._bot = bot
        self._keyboards = keyboards
        self._pacer = pacer
        self._documents = documents
        self._public_url = public_url

    def parts(self, turn: Turn) -> tuple[Outbound, ...]:
        """See ``Pusher.parts``."""
        return render(turn, self._public_url)

    async def send(self, notice: Notice, part: Outbound) -> Later | Never | None:
        """See ``Pusher.send``."""
        await self._pacer.turn(notice.chat)
        try:
            message = await self._sent(int(notice.chat), part)
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

    async def _sent(self, chat: int, part: Outbound) -> types.Message:
        """The message as Telegram took it; for a document that is gone, what says so."""
        text, markup = part.html, _markup(part)
        if part.document is not None:
            try:
                file = await self._file(chat, part.document)
            except NotFound as gone:
                text = escape(gone.message, quote=False)
            else:
                return await self._bot.send_document(
                    chat, file, reply_markup=markup, request_timeout=_UPLOAD_SECONDS
                )
        return await self._bot.send_message(
            chat, text, reply_markup=markup, request_timeout=_REQUEST_SECONDS
        )

    async def _file(self, chat: int, document: OutgoingDocument) -> types.BufferedInputFile:
        made = await asyncio.to_thread(self._documents.fetch, CHANNEL, str(chat), document.key)
        return types.BufferedInputFile(made.content, filename=made.name)


def _markup(part: Outbound) -> types.InlineKeyboardMarkup | None:
    if not part.keyboard:
        return None
    return types.InlineKeyboardMarkup(
        inline_keyboard=[
            [types.InlineKeyboardButton(text=c.label, callback_data=c.code) for c in row]
            for row in part.keyboard
        ]
    )
