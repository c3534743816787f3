"""The queue of Turns a pushing channel still has to deliver, as the channel's sender sees it.

Rows are written in the transaction that handled the input (or moved the ticket), so a reply is
neither lost nor sent for something that was rolled back. ``api.store.notices`` is the real
queue; tests use a state-holding one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.dialogue.turn import Turn
from bot.texts.language import Language


@dataclass(frozen=True, slots=True)
class Notice:
    """One Turn waiting for one chat. ``key`` is the idempotency key it was queued under.

    ``attempts`` counts the claims so far, this one included. ``parts_sent`` is how many of the
    messages the turn renders to were delivered by earlier attempts. ``language`` is the one the
    person chose, for what the channel adds of its own.
    """

    id: int
    chat: str
    turn: Turn
    key: str
    attempts: int = 1
    parts_sent: int = 0
    language: Language = Language.SIMPLIFIED


class Outgoing(Protocol):
    """At-least-once delivery in the order of each chat; safe with several workers."""

    def claim_due(self, channel: str, now: datetime, limit: int = 20) -> tuple[Notice, ...]:
        """Lease the oldest open notice of each chat, for those that are due; oldest first.

        Only the head of a chat's queue is ever given out, so a chat's order holds while its
        head waits for a retry. The lease (a minute or two) keeps other workers off; when the
        worker dies the notice is due again after it.
        """

    def release(self, channel: str, now: datetime) -> None:
        """Make the open heads of ``channel`` due now, whatever a dead sender had leased.

        For the start of a channel's only sender; with several, the leases must run out.
        """

    def mark_sent(self, notice: int, now: datetime) -> None:
        """All parts were accepted by the channel."""

    def retry_later(self, notice: int, at: datetime, reason: str, parts_sent: int) -> None:
        """Due again at ``at`` (UTC), to continue after ``parts_sent`` messages."""

    def give_up(self, notice: int, now: datetime, reason: str) -> None:
        """Undeliverable: kept with its reason, never tried again, no longer blocks its chat."""

    def queue(self, channel: str, chat: str, turn: Turn, key: str) -> None:
        """Add a turn in a transaction of its own; the same ``key`` again changes nothing."""
