"""The history of an account of the desk in the database: each entry carries a hash."""

from collections.abc import Sequence

from sqlalchemy import select

from api.domain.duties import Role, in_order
from api.domain.history import chain_is_whole
from api.domain.region import Region
from api.domain.staff_event import StaffAct, StaffEvent
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.people import staff, staff_history


def note(unit: Unit, username: str, act: StaffAct, *, actor: str) -> None:
    """Keep that ``actor`` did this to the account, and what it may do now."""
    row = unit.connection.execute(select(staff).where(staff.c.username == username)).one()
    place = next_place(unit, staff_history.c.username, username)
    event = StaffEvent(
        unit.now,
        actor,
        act,
        tuple(role.label for role in in_order(frozenset(Role(one) for one in row.roles))),
        tuple(region.name for region in regions_of(row.regions)),
        place.previous_hash,
    )
    append(
        unit,
        staff_history.c.username,
        username,
        place.ordinal,
        event,
        act=event.act,
        roles=list(event.roles),
        regions=list(event.regions),
    )


def events_of(unit: Unit, username: str) -> tuple[StaffEvent, ...]:
    """What happened to the account, the oldest first."""
    rows = unit.connection.execute(
        select(staff_history)
        .where(staff_history.c.username == username)
        .order_by(staff_history.c.ordinal)
    ).all()
    return tuple(
        StaffEvent(
            row.at,
            row.actor,
            StaffAct(row.act),
            tuple(row.roles),
            tuple(row.regions),
            row.previous_hash,
        )
        for row in rows
    )


def is_whole(unit: Unit, username: str) -> bool:
    """Whether no entry was edited or removed, and the account may do what the last one says."""
    told = events_of(unit, username)
    row = unit.connection.execute(
        select(staff.c.roles, staff.c.regions, staff_history.c.hash)
        .join(staff_history, staff_history.c.username == staff.c.username)
        .where(staff.c.username == username)
        .order_by(staff_history.c.ordinal.desc())
        .limit(1)
    ).one()
    now = (
        tuple(role.label for role in in_order(frozenset(Role(one) for one in row.roles))),
        tuple(region.name for region in regions_of(row.regions)),
    )
    last = told[-1]
    return chain_is_whole(told) and (last.hash, last.roles, last.regions) == (row.hash, *now)


def regions_of(stored: Sequence[Sequence[str]]) -> tuple[Region, ...]:
    """The regions as the account's row keeps them."""
    return tuple(Region(code, name) for code, name in stored)
