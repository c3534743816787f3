"""What staff are told in chat of reviews that are due."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot import texts
from bot.dialogue.turn import Message, Turn

MOST_NAMED = 8


class Due(Protocol):
    """A ticket to decide on."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def due(self) -> date:
        """The last day for a decision."""

    @property
    def late(self) -> bool:
        """Whether that day is over."""


def reviews_due_turn(due: Sequence[Due]) -> Turn:
    """Which decisions wait, the longest due first."""
    lines = [
        (texts.REVIEW_LATE if one.late else texts.REVIEW_DUE).format(
            number=one.number, title=one.title, month=one.due.month, day=one.due.day
        )
        for one in due[:MOST_NAMED]
    ]
    if len(due) > MOST_NAMED:
        lines.append(texts.REVIEWS_MORE.format(count=len(due) - MOST_NAMED))
    head = texts.REVIEWS_DUE.format(count=len(due))
    return Turn((Message("\n".join((head, *lines, texts.REVIEWS_WHERE))),))
