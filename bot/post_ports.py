"""What the conversation needs of posts (岗位); part of ``bot.ports.Transaction``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from api.domain.invitation import Offer
from api.domain.post import Post
from api.domain.ticket import Ticket
from bot.dialogue.turn import Turn


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation (邀请) found by its code. ``closed`` says why it cannot be accepted any more,
    empty while it can; ``mine`` is set when the person holds the post already."""

    number: int
    post: Post
    closed: str
    mine: bool


class Posts(Protocol):
    """What a person may do with posts (岗位), within the transaction of a turn."""

    def held(self) -> tuple[Post, ...]:
        """The posts the person holds, the one taken last first."""

    def invitation(self, channel: str, chat: str, code: str) -> Invited | None:
        """The invitation with this code; ``None`` when it is wrong or was tried too often."""

    def accept(self, invitation: int, farewell: Callable[[Post], Turn]) -> Post:
        """Make the person the holder; a predecessor's access ends and they get ``farewell``.

        Raises:
            NotFound: there is no such invitation.
            WrongMove: it cannot be accepted any more; of two at the same moment one wins.
        """

    def invite_successor(self, post: int) -> Offer:
        """Invite somebody to take over; an earlier invitation is void."""

    def call_off(self, post: int) -> Post:
        """Take the invitation of a successor back."""

    def tickets(self, post: int) -> tuple[Ticket, ...]:
        """The tickets of a post the person holds, newest first."""
