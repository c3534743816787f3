"""Posts and invitations in memory: ``bot.post_ports.Posts`` over what a ``MemoryLedger`` keeps."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from api.domain.errors import NotFound, WrongMove
from api.domain.invitation import CLOSED, LIFE, Invitation, InvitationState, Offer
from api.domain.post import Post, PostAct, PostFacts, Term
from api.domain.ticket import Ticket
from bot.dialogue.turn import Turn
from bot.post_ports import Invited

S = InvitationState
LIAISON = PostFacts(
    "驻县联络员",
    "云南省普洱市澜沧拉祜族自治县",
    "530828",
    "上海援滇工作队",
    Term(date(2026, 7, 1), date(2027, 6, 30)),
)


@dataclass(slots=True)
class PostShelf:
    """What is kept of posts. ``tickets`` says which post a ticket belongs to, ``told`` what was
    queued for whom."""

    posts: dict[int, Post] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    tickets: dict[int, int] = field(default_factory=dict)
    tries: dict[tuple[str, str], int] = field(default_factory=dict)
    told: list[tuple[str, Turn]] = field(default_factory=list)

    def make(self, facts: PostFacts = LIAISON) -> int:
        """What an administrator does: a new post."""
        number = len(self.posts) + 1
        self.posts[number] = Post(number, facts)
        return number

    def invite(self, post: int, now: datetime, made_by: str = "admin") -> Offer:
        """An invitation to a post; the one before is void."""
        self._close(post, S.REVOKED)
        self.posts[post] = self.posts[post].after(PostAct.INVITED)
        number = len(self.invitations) + 1
        code = f"K7QM2XP{number + 1}"
        self.invitations[code] = Invitation(number, post, S.OPEN, made_by, now + LIFE)
        return Offer(code, now + LIFE, self.posts[post])

    def revoke(self, post: int) -> Post:
        """Take the invitation back."""
        self.posts[post] = self.posts[post].after(PostAct.REVOKED)
        self._close(post, S.REVOKED)
        return self.posts[post]

    def accept(self, number: int, person: str, now: datetime) -> tuple[Post, Post]:
        """Give the post to ``person``: as it was before and as it is now."""
        code, found = next(pair for pair in self.invitations.items() if pair[1].number == number)
        if found.state_at(now) is not S.OPEN:
            raise WrongMove(CLOSED[found.state_at(now)])
        before = self.posts[found.post]
        self.invitations[code] = replace(found, state=S.ACCEPTED)
        self.posts[found.post] = before.taken_by(person, now)
        return before, self.posts[found.post]

    def _close(self, post: int, state: InvitationState) -> None:
        for code, one in self.invitations.items():
            if one.post == post and one.state is S.OPEN:
                self.invitations[code] = replace(one, state=state)


class MemoryPosts:
    """See ``bot.post_ports.Posts``."""

    def __init__(
        self, shelf: PostShelf, all_tickets: dict[int, Ticket], person: str, now: datetime
    ) -> None:
        self._shelf = shelf
        self._tickets = all_tickets
        self._person = person
        self._now = now

    def held(self) -> tuple[Post, ...]:
        mine = [post for post in self._shelf.posts.values() if post.holder == self._person]
        return tuple(sorted(mine, key=lambda post: post.since or self._now, reverse=True))

    def invitation(self, channel: str, chat: str, code: str) -> Invited | None:
        tries = self._shelf.tries[(channel, chat)] = self._shelf.tries.get((channel, chat), 0) + 1
        found = self._shelf.invitations.get(code)
        if found is None or tries > 5:
            return None
        post = self._shelf.posts[found.post]
        closed = CLOSED.get(found.state_at(self._now), "")
        return Invited(found.number, post, closed, mine=post.holder == self._person)

    def accept(self, invitation: int, farewell: Callable[[Post], Turn]) -> Post:
        before, after = self._shelf.accept(invitation, self._person, self._now)
        if before.holder is not None:
            self._shelf.told.append((before.holder, farewell(after)))
        return after

    def invite_successor(self, post: int) -> Offer:
        return self._shelf.invite(self._mine(post).number, self._now, self._person)

    def call_off(self, post: int) -> Post:
        return self._shelf.revoke(self._mine(post).number)

    def tickets(self, post: int) -> tuple[Ticket, ...]:
        mine = self._mine(post).number
        found = [t for t in self._tickets.values() if self._shelf.tickets.get(t.number) == mine]
        return tuple(sorted(found, key=lambda ticket: -ticket.number))

    def _mine(self, number: int) -> Post:
        for post in self.held():
            if post.number == number:
                return post
        raise NotFound("这个岗位现在不由您担任。")
