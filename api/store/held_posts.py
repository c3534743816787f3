"""What a person may do with posts (岗位) in one turn; implements ``bot.post_ports.Posts``."""

from collections.abc import Callable

from api.domain.errors import NotFound
from api.domain.invitation import CLOSED, Offer
from api.domain.post import Post, post_for
from api.domain.ticket import Ticket
from api.store import invitations, posts
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.store.notices import tell_person
from bot.dialogue.turn import Turn
from bot.dialogue.turn_json import turn_json
from bot.post_ports import Invited


class SqlPosts:
    """``bot.post_ports.Posts`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """For ``person``, who writes in this unit."""
        self._unit = unit
        self._person = person

    def held(self) -> tuple[Post, ...]:
        """See ``Posts.held``."""
        return posts.held_by(self._unit, self._person)

    def invitation(self, channel: str, chat: str, code: str) -> Invited | None:
        """See ``Posts.invitation``."""
        found = invitations.of_code(self._unit, code, channel=channel, chat=chat)
        if found is None:
            return None
        closed = CLOSED.get(found.state_at(self._unit.now), "")
        post = posts.load(self._unit, found.post)
        return Invited(found.number, post, closed, mine=post.holder == self._person)

    def accept(self, invitation: int, farewell: Callable[[Post], Turn]) -> Post:
        """See ``Posts.accept``; the predecessor has no access from here on.

        Raises:
            NotFound: there is no such invitation.
            WrongMove: it cannot be accepted any more.
        """
        before, after = invitations.accept(self._unit, invitation, self._person)
        if before.holder is not None:
            tell_person(
                self._unit,
                person=before.holder,
                turn=lambda: turn_json(farewell(after)),
                key=f"post-{after.number}-{after.version}",
            )
        return after

    def invite_successor(self, post: int) -> Offer:
        """See ``Posts.invite_successor``.

        Raises:
            NotFound: not a post of this person.
        """
        return invitations.invite(self._unit, self._mine(post), actor=self._person)

    def call_off(self, post: int) -> Post:
        """See ``Posts.call_off``.

        Raises:
            NotFound: not a post of this person.
            WrongMove: no successor is invited.
        """
        return invitations.revoke(self._unit, self._mine(post), actor=self._person)

    def tickets(self, post: int) -> tuple[Ticket, ...]:
        """See ``Posts.tickets``.

        Raises:
            NotFound: not a post of this person.
        """
        return ticket_rows.of_post(self._unit, self._mine(post).number)

    def for_need(self, code: str | None) -> int | None:
        """The post a need at the division ``code`` belongs to; see ``post_for``."""
        return post_for(self.held(), code)

    def _mine(self, number: int) -> Post:
        for post in self.held():
            if post.number == number:
                return post
        raise NotFound("这个岗位现在不由您担任。发“交接”可以看到您名下的岗位。")
