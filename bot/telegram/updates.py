"""What a Telegram update means: an input, a remark to answer, or nothing."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from aiogram import types

from api.domain.invitation import looks_like_code
from bot import texts
from bot.dialogue.turn import Inbound, IncomingFile
from bot.telegram import groups

CHANNEL = "telegram"
ALLOWED = ("message", "edited_message", "callback_query")

# t.me/<bot>?start=link-123456 opens the chat and says the code of the other channel,
# t.me/<bot>?start=K7QM2XP3 that of an invitation, and ?start=need-1001 claims a published need.
_LINK_PAYLOAD = re.compile(r"link[-_]([0-9A-Za-z]{4,12})")
_NEED_PAYLOAD = re.compile(r"need-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file still on Telegram's side. ``size`` in bytes, 0 when not stated."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Received:
    """One update as inputs, in the order to handle them.

    An input whose ``update`` is a key of ``files`` still lacks its file. ``callback`` is the id
    to answer, and ``message`` then the message whose button was pressed; else the input's own.
    """

    chat: str
    message: int
    inputs: tuple[Inbound, ...]
    files: dict[str, Remote] = field(default_factory=dict)
    callback: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is no input but deserves one sentence, once per ``key``."""

    chat: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """A button pressed by somebody it was not made for."""

    callback: str


def read(
    update: types.Update, now: datetime, limit: int, name: str = ""
) -> Received | Remark | Foreign | None:
    """What ``update`` means; ``None`` when it means nothing to us.

    ``now`` is the time of receipt in UTC, for updates that carry none of their own; ``limit``
    is the largest file taken, in bytes; ``name`` is the bot's, empty while it is not known.
    """
    if update.callback_query is not None:
        return _callback(update.update_id, update.callback_query, now)
    if update.edited_message is not None:
        return _edited(update.edited_message)
    if update.message is not None:
        if update.message.chat.type != "private":
            return _in_group(update.message, name)
        return _message(update.update_id, update.message, limit)
    return None


def chat_of(update: types.Update) -> str:
    """The chat whose order ``update`` belongs to; empty for kinds that belong to none."""
    message = update.message or update.edited_message
    if message is None and update.callback_query is not None:
        return str(update.callback_query.from_user.id)
    return str(message.chat.id) if message else ""


def _callback(
    update_id: int, query: types.CallbackQuery, now: datetime
) -> Received | Foreign | None:
    message = query.message
    if message is None or query.data is None:
        return Foreign(query.id)
    own = message.chat.type == "private" and message.chat.id == query.from_user.id
    if not own:
        return Foreign(query.id)
    chat = str(message.chat.id)
    key = f"{update_id}:callback:{query.id}"
    inbound = Inbound(CHANNEL, chat, key, now, choice=query.data)
    return Received(chat, message.message_id, (inbound,), callback=query.id)


def _edited(message: types.Message) -> Remark | None:
    """An edit never changes an answer: by then the next question may stand open.

    Edits without text are live locations moving and new captions; they need no remark.
    """
    if message.chat.type != "private" or message.text is None:
        return None
    chat = str(message.chat.id)
    return Remark(chat, texts.TELEGRAM_EDITED, f"telegram:edited:{chat}:{message.message_id}")


def _in_group(message: types.Message, name: str) -> Remark | None:
    if not groups.is_addressed(message, name):
        return None
    return Remark(str(message.chat.id), groups.invitation(name), groups.once(message))


def _message(update_id: int, message: types.Message, limit: int) -> Received | None:
    chat = str(message.chat.id)
    # Telegram may restart its numbering after a quiet week; the message id keeps keys apart.
    blank = Inbound(
        CHANNEL, chat, f"{update_id}:{message.message_id}", message.date.astimezone(UTC)
    )
    own = message.message_id
    if message.text is not None:
        return Received(chat, own, (replace(blank, text=_words(message.text)),))
    if message.location is not None:
        point = (message.location.latitude, message.location.longitude)
        return Received(chat, own, (replace(blank, location=point),))
    return _attachment(blank, message, limit)


def _attachment(blank: Inbound, message: types.Message, limit: int) -> Received | None:
    remote = _remote(message, limit)
    if remote is None:
        refusal = _refusal(message.content_type)
        if refusal is None:  # a service message: pinned, timer changed …
            return None
        file = IncomingFile("", b"", refused=refusal)
        refused = replace(blank, file=file, album=message.media_group_id or "")
        return Received(blank.chat, message.message_id, (refused,))
    awaited = IncomingFile(remote.name, b"")
    album = message.media_group_id or ""
    with_file = replace(blank, update=f"{blank.update}:file", file=awaited, album=album)
    files = {with_file.update: remote}
    if not (message.caption or "").strip():
        return Received(blank.chat, message.message_id, (with_file,), files)
    # The caption first: it may be the report the picture belongs to.
    return Received(
        blank.chat, message.message_id, (replace(blank, text=message.caption), with_file), files
    )


def _words(text: str) -> str:
    """A command without the bot's name; a deep link as the words for it."""
    if not text.startswith("/"):
        return text
    command, _, rest = text.partition(" ")
    command = command.partition("@")[0]
    if command == "/start":
        payload = rest.strip()
        if link := _LINK_PAYLOAD.fullmatch(payload):
            return f"绑定 {link[1]}"
        if need := _NEED_PAYLOAD.fullmatch(payload):
            return f"认领 {need[1]}"
        return f"邀请码 {payload}" if looks_like_code(payload) else command
    return f"{command} {rest}".strip()


def _remote(message: types.Message, limit: int) -> Remote | None:
    if message.photo:
        best = _best(message.photo, limit)
        return Remote(best.file_id, f"{best.file_unique_id}.jpg", best.file_size or 0)
    # An animation also fills ``document``; it is a moving picture and no evidence.
    if message.document is not None and message.animation is None:
        document = message.document
        return Remote(document.file_id, document.file_name or "文件", document.file_size or 0)
    return None


def _best(sizes: list[types.PhotoSize], limit: int) -> types.PhotoSize:
    """The largest picture within ``limit`` bytes; the smallest when all are above it."""
    ordered = sorted(sizes, key=lambda size: size.width * size.height)
    fitting = [size for size in ordered if (size.file_size or 0) <= limit]
    return fitting[-1] if fitting else ordered[0]


def _refusal(kind: str) -> str | None:
    """What is said to a kind of message that cannot be taken."""
    match kind:
        case "voice" | "audio":
            return texts.TELEGRAM_VOICE
        case "video" | "video_note" | "animation":
            return texts.TELEGRAM_VIDEO
        case "sticker":
            return texts.TELEGRAM_STICKER
        case "contact":
            return texts.TELEGRAM_CONTACT
        case "poll" | "dice" | "story" | "paid_media":
            return texts.TELEGRAM_OTHER_KIND
    return None
