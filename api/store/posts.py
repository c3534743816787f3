"""Posts (岗位) in the database: changed under a version, each change kept in their history."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from api.domain.errors import NotFound, Outdated
from api.domain.history import chain_is_whole
from api.domain.post import Post, PostAct, PostFacts, PostState, Term
from api.domain.post_event import PostEvent
from api.domain.ticket import FINISHED
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.posts import post_history, posts
from api.tables.tickets import tickets


def add(unit: Unit, facts: PostFacts, *, actor: str) -> Post:
    """A new post that nobody holds."""
    number: int = unit.connection.execute(
        insert(posts)
        .values(state=PostState.VACANT, since=unit.now, version=1, **_fact_columns(facts))
        .returning(posts.c.id)
    ).scalar_one()
    post = Post(number, facts, since=unit.now)
    _record(unit, post, None, PostAct.MADE, actor=actor, note="")
    return post


def load(unit: Unit, number: int) -> Post:
    """The post with that number.

    Raises:
        NotFound: there is none.
    """
    row = unit.connection.execute(select(posts).where(posts.c.id == number)).one_or_none()
    if row is None:
        raise NotFound("没有找到这个岗位。请从岗位列表里打开。")
    return _post(row)


def save(
    unit: Unit, before: Post, after: Post, act: PostAct, *, actor: str, note: str = ""
) -> None:
    """Write what ``act`` made of ``before``, with its entry in the history.

    Raises:
        Outdated: somebody changed the post since ``before`` was read.
    """
    changed = unit.connection.execute(
        update(posts)
        .where(posts.c.id == before.number, posts.c.version == before.version)
        .values(
            state=after.state,
            person=after.holder,
            since=after.since or unit.now,
            version=after.version,
            **_fact_columns(after.facts),
        )
    )
    if changed.rowcount != 1:
        raise outdated(before)
    _record(unit, after, before.state, act, actor=actor, note=note)


def outdated(post: Post) -> Outdated:
    """The error of a change that came too late."""
    return Outdated(f"岗位“{post.name}”刚被其他人更新。请刷新页面，按最新内容处理。")


def all_posts(unit: Unit) -> tuple[Post, ...]:
    """Every post, those of one county together."""
    rows = unit.connection.execute(
        select(posts).order_by(posts.c.county_code, posts.c.county, posts.c.name, posts.c.id)
    ).all()
    return tuple(_post(row) for row in rows)


def held_by(unit: Unit, person: str) -> tuple[Post, ...]:
    """The posts a person holds, the one taken last first."""
    rows = unit.connection.execute(
        select(posts)
        .where(posts.c.person == person)
        .order_by(posts.c.since.desc(), posts.c.id.desc())
    ).all()
    return tuple(_post(row) for row in rows)


def post_of(unit: Unit, ticket: int) -> Post | None:
    """The post a ticket belongs to; ``None`` when its reporter held none."""
    row = unit.connection.execute(
        select(posts).join(tickets, tickets.c.post == posts.c.id).where(tickets.c.number == ticket)
    ).one_or_none()
    return None if row is None else _post(row)


def ending_by(unit: Unit, today: date, days: int) -> tuple[int, ...]:
    """The numbers of the posts somebody holds whose term ends within ``days``, or is over."""
    last = today + timedelta(days=days)
    rows = unit.connection.execute(
        select(posts.c.id)
        .where(posts.c.person.is_not(None), posts.c.term_ends <= last)
        .order_by(posts.c.term_ends, posts.c.id)
    ).scalars()
    return tuple(rows)


def open_needs(unit: Unit) -> dict[int, int]:
    """How many needs of each post are not finished."""
    rows = unit.connection.execute(
        select(tickets.c.post, func.count().label("needs"))
        .where(tickets.c.post.is_not(None), tickets.c.status.not_in(FINISHED))
        .group_by(tickets.c.post)
    ).all()
    return {row.post: row.needs for row in rows}


def history_of(unit: Unit, number: int) -> tuple[PostEvent, ...]:
    """What happened to a post, the oldest entry first."""
    rows = unit.connection.execute(
        select(post_history).where(post_history.c.post == number).order_by(post_history.c.ordinal)
    ).all()
    return tuple(_event(row) for row in rows)


def history_is_whole(unit: Unit, post: Post) -> bool:
    """Whether no entry was edited or removed behind our back, and the post stands as the last
    one says."""
    told = history_of(unit, post.number)
    last = unit.connection.execute(
        select(post_history.c.hash)
        .where(post_history.c.post == post.number)
        .order_by(post_history.c.ordinal.desc())
        .limit(1)
    ).scalar()
    if not told:  # it is older than the history
        return post.version == 1
    return chain_is_whole(told) and last == told[-1].hash and told[-1].state_to is post.state


def _record(
    unit: Unit,
    post: Post,
    state_from: PostState | None,
    act: PostAct,
    *,
    actor: str,
    note: str,
) -> None:
    place = next_place(unit, post_history.c.post, post.number)
    event = PostEvent(
        at=unit.now,
        actor=actor,
        act=act,
        state_from=state_from,
        state_to=post.state,
        person=post.holder,
        note=note,
        previous_hash=place.previous_hash,
    )
    append(
        unit,
        post_history.c.post,
        post.number,
        place.ordinal,
        event,
        act=act,
        state_from=state_from,
        state_to=event.state_to,
        person=event.person,
        note=note,
    )


def _fact_columns(facts: PostFacts) -> dict[str, Any]:
    return {
        "name": facts.title,
        "county": facts.county,
        "county_code": facts.county_code,
        "unit": facts.unit,
        "term_starts": facts.term.starts if facts.term else None,
        "term_ends": facts.term.ends if facts.term else None,
    }


def _post(row: Row[Any]) -> Post:
    term = Term(row.term_starts, row.term_ends) if row.term_starts and row.term_ends else None
    return Post(
        number=row.id,
        facts=PostFacts(row.name, row.county, row.county_code, row.unit, term),
        state=PostState(row.state),
        holder=row.person,
        since=row.since,
        version=row.version,
    )


def _event(row: Row[Any]) -> PostEvent:
    return PostEvent(
        at=row.at,
        actor=row.actor,
        act=PostAct(row.act),
        state_from=PostState(row.state_from) if row.state_from else None,
        state_to=PostState(row.state_to),
        person=row.person,
        note=row.note,
        previous_hash=row.previous_hash,
    )
