"""The web channel: JSON in becomes an Inbound, a Turn becomes JSON."""

import re
from datetime import datetime
from typing import Any

from api.domain.errors import Invalid
from bot.dialogue.turn import Inbound, IncomingFile, Turn
from bot.dialogue.turn_json import turn_json as stored_json
from bot.quoting import citation_path
from knowledge.documents import Tier

CHANNEL = "web"
FILES = "/api/v1/chat/files"  # where documents handed out are fetched, by key
OPENING = "/start"  # what opens a conversation on every channel; not shown in its history
MAX_TEXT = 4_000  # characters; the longest real need report seen has about 1,200
MAX_CHOICE = 64  # bytes, the limit a Choice promises
_KEY = re.compile(r"[A-Za-z0-9._-]{1,64}")


def update_id(chat: str, key: str) -> str:
    """The Inbound's ``update``: the client's idempotency key, unique only within its chat.

    Raises:
        Invalid: not 1 to 64 letters, digits, ``-``, ``_`` or ``.``.
    """
    if not _KEY.fullmatch(key):
        raise Invalid("Idempotency-Key", "Idempotency-Key 应为 1 到 64 位字母、数字或 -_. 。")
    return f"{chat}:{key}"


def client_key(chat: str, update: str) -> str | None:
    """The idempotency key inside ``update``; None for an update of another chat."""
    return update.removeprefix(f"{chat}:") if update.startswith(f"{chat}:") else None


def inbound_from_text(chat: str, key: str, at: datetime, text: str) -> Inbound:
    """What a person typed.

    Raises:
        Invalid: nothing but blanks, or longer than ``MAX_TEXT``.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise Invalid("text", "这条消息是空的。请输入文字后再发送。")
    if len(text) > MAX_TEXT:
        raise Invalid(
            "text",
            f"这段文字有 {len(text):,} 字，一次最多 {MAX_TEXT:,} 字。请分几次发送，"
            "或把全文存成文件上传。",
        )
    return Inbound(CHANNEL, chat, update_id(chat, key), at, text=text)


def inbound_from_choice(chat: str, key: str, at: datetime, choice: str) -> Inbound:
    """The quick reply a person tapped.

    Raises:
        Invalid: no code this service ever gave out.
    """
    if not choice or len(choice.encode()) > MAX_CHOICE:
        raise Invalid("choice", "没有认出这个选项。请重新选择，或直接输入文字。")
    return Inbound(CHANNEL, chat, update_id(chat, key), at, choice=choice)


def inbound_from_location(
    chat: str, key: str, at: datetime, location: tuple[float, float]
) -> Inbound:
    """Where a person is: (latitude, longitude) in degrees.

    Raises:
        Invalid: not a point on Earth.
    """
    latitude, longitude = location
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Invalid("location", "位置信息不完整。请再试一次，或直接输入地名。")
    return Inbound(CHANNEL, chat, update_id(chat, key), at, location=(latitude, longitude))


def inbound_from_file(chat: str, key: str, at: datetime, name: str, content: bytes) -> Inbound:
    """A photo or document. The name is only shown, never used as a path.

    Raises:
        Invalid: an empty file.
    """
    if not content:
        raise Invalid("file", "这个文件是空的。请换一个文件再发送。")
    shown = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")[:120] or "文件"
    return Inbound(CHANNEL, chat, update_id(chat, key), at, file=IncomingFile(shown, content))


def turn_json(turn: Turn) -> dict[str, Any]:
    """A Turn as the chat API gives it; a citation also says its tier in Chinese and where the
    service shows its document, opened at the sentence; a document handed out, where it is."""
    body = stored_json(turn)
    for message in body["messages"]:
        if "citations" in message:
            message["citations"] = [_citation_json(c) for c in message["citations"]]
        if "document" in message:
            message["document"]["path"] = f"{FILES}/{message['document']['key']}"
    return body


def _citation_json(citation: dict[str, Any]) -> dict[str, Any]:
    return citation | {
        "tier_label": Tier(citation["tier"]).label,
        "path": citation_path(citation),
    }
