"""What the web channel needs stored: conversations by token, their history, and turns to push."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.dialogue.turn import Inbound, Turn


@dataclass(frozen=True, slots=True)
class OpenedChat:
    """A new conversation. ``token`` is known only now; the store keeps its hash."""

    token: str
    chat: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One thing a person sent with its answer, or (``inbound`` is None) a turn the bot began.

    ``turn`` is None while the inbound is unanswered. A file's content is left empty. ``event``
    is the id of a turn the bot began.
    """

    at: datetime
    inbound: Inbound | None
    turn: Turn | None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A turn the bot began, to be pushed. ``id`` rises over all conversations."""

    id: int
    at: datetime
    turn: Turn


class ChatStore(Protocol):
    """Web conversations. ``api.store.web_chats`` is the real thing; tests keep one in memory."""

    def open(self, at: datetime) -> OpenedChat:
        """A new conversation with a random 32-byte token."""

    def find(self, token: str) -> str | None:
        """The chat id a token opens, None for an unknown token."""

    def close(self, chat: str) -> None:
        """Make the chat's token worthless; what was said stays on record."""

    def history(self, chat: str) -> tuple[Exchange, ...]:
        """The latest exchanges, oldest first."""

    def newest_event(self) -> int:
        """The highest event id there is over all conversations, 0 when none; cheap."""

    def events_after(self, chat: str, event: int) -> tuple[Event, ...]:
        """This conversation's events with a higher id than ``event``, in order."""
