"""What comes in and what goes out of a conversation, whatever the channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.texts.language import Language


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A photo or document a person sent, already fetched by the channel.

    ``refused`` holds the sentence to say instead when the channel could not take the file
    (too large, wrong type); ``content`` is then empty.
    """

    name: str
    content: bytes
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a person sent. ``update`` is the channel's own id and makes it handled once.

    ``channel`` is ``web`` or ``telegram``, ``chat`` the person's id there. Exactly one of the
    contents is set; ``location`` is (latitude, longitude) in degrees. Files sent at once share
    the channel's key of their ``album``.
    """

    channel: str
    chat: str
    update: str
    received_at: datetime
    text: str | None = None
    choice: str | None = None
    location: tuple[float, float] | None = None
    file: IncomingFile | None = None
    album: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One quick reply. ``code`` is at most 64 bytes, the limit of a Telegram button."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """One line of a card: which slot, its label, its value, and where it came from."""

    slot: str
    label: str
    value: str
    mark: str = ""  # 系统识别, 待补 or nothing


@dataclass(frozen=True, slots=True)
class Card:
    """A block of labelled values: the confirmation card, a ticket's timeline."""

    title: str
    rows: tuple[CardRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutgoingDocument:
    """A file handed to the person: the name shown, its media type, and the key by which a channel
    fetches the content (``bot.handouts``) when it sends it or the person opens it."""

    name: str
    media_type: str
    key: str


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble. ``citations`` are the JSON of ``retrieval.answer.Citation``."""

    text: str
    card: Card | None = None
    citations: tuple[dict[str, Any], ...] = ()
    document: OutgoingDocument | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What the bot says after one input (or of its own accord).

    ``asks`` names the slot now asked for, ``flow`` the flow in progress, ``draft`` the need so
    far, ``ticket`` the number just given. ``wants_file`` lets a channel show its file button.
    ``language`` is that of the interface.
    """

    messages: tuple[Message, ...] = ()
    choices: tuple[Choice, ...] = ()
    asks: str | None = None
    flow: str | None = None
    draft: dict[str, Any] | None = None
    ticket: int | None = None
    wants_file: bool = False
    language: Language = Language.SIMPLIFIED
