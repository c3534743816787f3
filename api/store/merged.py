"""Tickets merged into others (合并), read: what goes on as what, and who is concerned by it."""

from collections.abc import Iterable

from sqlalchemy import case, select

from api.store.database import Unit
from api.tables.overlap import supporters
from api.tables.posts import posts
from api.tables.tickets import tickets


def carriers(unit: Unit, numbers: Iterable[int]) -> dict[int, int]:
    """The ticket each of these goes on as: itself, unless it was merged, however often."""
    way = (
        select(tickets.c.number.label("start"), tickets.c.number, tickets.c.merged_into)
        .where(tickets.c.number.in_(sorted(set(numbers))))
        .cte("way", recursive=True)
    )
    further = select(way.c.start, tickets.c.number, tickets.c.merged_into).join(
        way, tickets.c.number == way.c.merged_into
    )
    way = way.union_all(further)
    ends = select(way.c.start, way.c.number).where(way.c.merged_into.is_(None))
    return {row.start: row.number for row in unit.connection.execute(ends)}


def directly_merged(unit: Unit, number: int) -> tuple[int, ...]:
    """The tickets merged into that one, not through another; the oldest first."""
    found = select(tickets.c.number).where(tickets.c.merged_into == number)
    return tuple(unit.connection.execute(found.order_by(tickets.c.number)).scalars())


def merged_in(unit: Unit, number: int) -> tuple[int, ...]:
    """All that go on as that ticket, also through another; the oldest first."""
    below = select(tickets.c.number).where(tickets.c.merged_into == number)
    tree = below.cte("below", recursive=True)
    tree = tree.union_all(
        select(tickets.c.number).join(tree, tickets.c.merged_into == tree.c.number)
    )
    found = select(tree.c.number).order_by(tree.c.number)
    return tuple(unit.connection.execute(found).scalars())


def followers(unit: Unit, number: int) -> frozenset[str]:
    """The persons who hear of a ticket that is not theirs: who joined it, and, of every ticket
    merged into it, who answers for that one now and who joined that one."""
    merged = merged_in(unit, number)
    joined = select(supporters.c.person).where(supporters.c.ticket.in_((number, *merged)))
    persons = set(unit.connection.execute(joined).scalars())
    if merged:
        answers = (
            select(case((tickets.c.post.is_(None), tickets.c.reporter), else_=posts.c.person))
            .outerjoin(posts, tickets.c.post == posts.c.id)
            .where(tickets.c.number.in_(merged))
        )
        persons |= {person for person in unit.connection.execute(answers).scalars() if person}
    return frozenset(persons)
