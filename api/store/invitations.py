"""Invitations to posts in the database: made, looked up by code, used once by one person."""

from typing import Any

from sqlalchemy import Row, select

from api.domain.errors import WrongMove
from api.domain.invitation import CLOSED, Invitation, InvitationState, Offer
from api.domain.post import Post, PostAct, PostState
from api.store import invitation_codes as codes
from api.store import posts
from api.store.database import Unit
from api.store.people import may_try
from api.tables.posts import invitations

S = InvitationState


def invite(unit: Unit, post: Post, *, actor: str) -> Offer:
    """Invite one person to ``post``, a successor if somebody holds it; an earlier invitation
    that is still open is void.

    Raises:
        WrongMove: the post is closed.
        Outdated: somebody changed it meanwhile.
    """
    after = post.after(PostAct.INVITED)
    codes.close(unit, invitations.c.post, post.number, S.REVOKED)
    made = codes.issue(unit, invitations.c.post, post.number, actor=actor)
    posts.save(unit, post, after, PostAct.INVITED, actor=actor)
    return Offer(made.code, made.expires_at, after)


def of_code(unit: Unit, code: str, *, channel: str, chat: str) -> Invitation | None:
    """The invitation with that code, whatever became of it. ``None``: wrong, or tried too often.

    Every try is counted; do not undo the unit for a code that is wrong.
    """
    if not may_try(unit, channel=channel, chat=chat):
        return None
    row = codes.with_code(unit, invitations, code)
    return _invitation(row) if row else None


def open_one(unit: Unit, post: int) -> Invitation | None:
    """The invitation to ``post`` that can still be accepted."""
    row = unit.connection.execute(
        select(invitations).where(
            invitations.c.post == post,
            invitations.c.state == S.OPEN,
            invitations.c.expires_at > unit.now,
        )
    ).one_or_none()
    return _invitation(row) if row else None


def accept(unit: Unit, number: int, person: str) -> tuple[Post, Post]:
    """Give the post to ``person``: as it was before, and as it is now. Of two who accept at the
    same moment one wins. When it is refused, nothing was written.

    Raises:
        NotFound: there is no such invitation.
        WrongMove: it cannot be accepted any more, or they hold the post already.
        Outdated: the post was changed meanwhile; undo the unit and try again.
    """
    invitation = _invitation(codes.locked(unit, invitations, number))
    state = invitation.state_at(unit.now)
    if state is not S.OPEN:
        raise WrongMove(CLOSED[state])
    before = posts.load(unit, invitation.post)
    if before.holder == person:
        raise WrongMove(f"“{before.name}”已经由您担任，不用再接受。")
    after = before.taken_by(person, unit.now)
    codes.mark(unit, invitations, number, S.ACCEPTED)
    posts.save(unit, before, after, PostAct.TAKEN, actor=person)
    return before, after


def revoke(unit: Unit, post: Post, *, actor: str) -> Post:
    """Take the open invitation to ``post`` back.

    Raises:
        WrongMove: nobody is invited.
        Outdated: somebody changed the post meanwhile.
    """
    after = post.after(PostAct.REVOKED)
    codes.close(unit, invitations.c.post, post.number, S.REVOKED)
    posts.save(unit, post, after, PostAct.REVOKED, actor=actor)
    return after


def lapse(unit: Unit, *, actor: str) -> int:
    """Close what ran out unused, so that its post says so; returns how many."""
    rows = unit.connection.execute(
        select(invitations.c.post).where(
            invitations.c.state == S.OPEN, invitations.c.expires_at <= unit.now
        )
    ).scalars()
    numbers = tuple(rows)
    for number in numbers:
        codes.close(unit, invitations.c.post, number, S.LAPSED)
        post = posts.load(unit, number)
        if post.state in (PostState.OFFERED, PostState.HANDING_OVER):
            posts.save(unit, post, post.after(PostAct.LAPSED), PostAct.LAPSED, actor=actor)
    return len(numbers)


def close_open(unit: Unit, post: int) -> None:
    """Void the open invitation to a post that is closed."""
    codes.close(unit, invitations.c.post, post, S.REVOKED)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        number=row.id,
        post=row.post,
        state=InvitationState(row.state),
        made_by=row.made_by,
        expires_at=row.expires_at,
    )
