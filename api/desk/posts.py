"""Posts (岗位) as staff see and change them: made, dated, offered by invitation, closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import select

from api.clock import SHANGHAI
from api.desk.people import Notifier, Staff
from api.domain.duties import Duty
from api.domain.errors import Invalid, WrongMove
from api.domain.invitation import Invitation, Offer
from api.domain.post import Post, PostAct, PostFacts, PostState
from api.domain.post_event import PostEvent
from api.domain.region import Region, covers
from api.store import invitations
from api.store import posts as store
from api.store.database import Unit
from api.store.notices import tell_person
from api.store.people import Channel, channels_of
from api.tables.posts import posts


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post in the list. ``needs`` are those not finished, ``channels`` the ways its holder is
    reached, ``days_left`` until the term ends (negative after it, ``None`` without a term)."""

    post: Post
    needs: int
    channels: tuple[Channel, ...]
    days_left: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class PostPage:
    """Everything staff see of one post. ``whole``: nobody changed its history behind our back."""

    line: PostLine
    invitation: Invitation | None
    history: tuple[PostEvent, ...]
    whole: bool


def list_posts(unit: Unit, regions: Sequence[Region] = ()) -> tuple[PostLine, ...]:
    """All posts in ``regions`` (none: everywhere), those of one county together."""
    needs = store.open_needs(unit)
    return tuple(
        _line(unit, post, needs.get(post.number, 0))
        for post in store.all_posts(unit)
        if covers(regions, post.facts.county_code)
    )


def post_page(unit: Unit, number: int) -> PostPage:
    """One post.

    Raises:
        NotFound: there is none with that number.
    """
    post = store.load(unit, number)
    return PostPage(
        line=_line(unit, post, store.open_needs(unit).get(number, 0)),
        invitation=invitations.open_one(unit, number),
        history=store.history_of(unit, number),
        whole=store.history_is_whole(unit, post),
    )


def overdue_posts(unit: Unit, regions: Sequence[Region] = ()) -> int:
    """How many terms in ``regions`` are over without a successor."""
    codes = unit.connection.execute(
        select(posts.c.county_code).where(
            posts.c.person.is_not(None), posts.c.term_ends < _today(unit)
        )
    ).scalars()
    return sum(covers(regions, code) for code in codes)


def make_post(unit: Unit, staff: Staff, facts: PostFacts) -> Post:
    """A new post, vacant until somebody accepts an invitation to it.

    Raises:
        NotAllowed: not an administrator.
        Invalid: the same post is there already.
    """
    staff.require(Duty.MANAGE)
    _require_new(unit, facts, None)
    return store.add(unit, facts, actor=staff.username)


def change_post(unit: Unit, staff: Staff, number: int, *, version: int, facts: PostFacts) -> Post:
    """Another title, unit or term; needs and holder stay.

    Raises:
        NotAllowed: not an administrator.
        Invalid: it would be like another post.
        NotFound, Outdated, WrongMove: it is not there, was changed meanwhile, or is closed.
    """
    staff.require(Duty.MANAGE)
    before = _current(unit, number, version)
    _require_new(unit, facts, number)
    after = replace(before.after(PostAct.CHANGED), facts=facts)
    store.save(
        unit, before, after, PostAct.CHANGED, actor=staff.username, note=str(facts.term or "")
    )
    return after


def invite_to(unit: Unit, staff: Staff, number: int, *, version: int) -> Offer:
    """A code for whoever is to take the post; an earlier one is void.

    Raises:
        NotAllowed: not an administrator.
        NotFound, Outdated, WrongMove: it is not there, was changed meanwhile, or is closed.
    """
    staff.require(Duty.MANAGE)
    return invitations.invite(unit, _current(unit, number, version), actor=staff.username)


def revoke_invitation(unit: Unit, staff: Staff, number: int, *, version: int) -> Post:
    """Take an invitation back, whoever made it.

    Raises:
        NotAllowed: not an administrator.
        NotFound, Outdated, WrongMove: there is none to take back, or the post changed meanwhile.
    """
    staff.require(Duty.MANAGE)
    return invitations.revoke(unit, _current(unit, number, version), actor=staff.username)


def close_post(unit: Unit, staff: Staff, number: int, *, version: int, notifier: Notifier) -> Post:
    """End a post for good, and tell its last holder. Needs must not be left without anybody who
    answers for them.

    Raises:
        NotAllowed: not an administrator.
        WrongMove: there are needs that are not finished, or it is closed already.
        NotFound, Outdated: it is not there, or was changed meanwhile.
    """
    staff.require(Duty.MANAGE)
    before = _current(unit, number, version)
    if left := store.open_needs(unit).get(number, 0):
        raise WrongMove(
            f"岗位“{before.name}”还有 {left} 件需求没有办完。"
            "请先邀请接任者交接，或等需求办完再撤销。"
        )
    after = before.closed()
    invitations.close_open(unit, number)
    store.save(unit, before, after, PostAct.CLOSED, actor=staff.username)
    if before.holder is not None:
        tell_person(
            unit,
            person=before.holder,
            turn=partial(notifier.post_closed, after),
            key=f"post-{number}-{after.version}",
        )
    return after


def _line(unit: Unit, post: Post, needs: int) -> PostLine:
    today = _today(unit)
    channels = channels_of(unit, post.holder) if post.holder else ()
    return PostLine(post, needs, channels, post.days_left(today), post.is_overdue(today))


def _today(unit: Unit) -> date:
    return unit.now.astimezone(SHANGHAI).date()


def _current(unit: Unit, number: int, version: int) -> Post:
    post = store.load(unit, number)
    if post.version != version:
        raise store.outdated(post)
    return post


def _require_new(unit: Unit, facts: PostFacts, number: int | None) -> None:
    for post in store.all_posts(unit):
        same = (post.facts.county, post.facts.unit, post.facts.title) == (
            facts.county,
            facts.unit,
            facts.title,
        )
        if same and post.number != number and post.state is not PostState.ENDED:
            raise Invalid("title", f"已有同样的岗位“{post.name}”。请直接在那个岗位上邀请。")
