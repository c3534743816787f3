"""Appending to histories that only grow: the next place of one, and an entry put there."""

from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Column, insert, select

from api.domain.history import Chained
from api.store.database import Unit


class Entry(Chained, Protocol):
    """What every history says of an entry."""

    @property
    def at(self) -> datetime:
        """When it happened, UTC."""

    @property
    def actor(self) -> str:
        """Who did it."""


class Place(NamedTuple):
    """Where the next entry goes: its ordinal from 1, and the hash of the entry before."""

    ordinal: int
    previous_hash: str


def next_place(unit: Unit, owner: Column[Any], of: object) -> Place:
    """Where the history goes on whose rows have ``of`` in the column ``owner``."""
    table = owner.table.c
    last = unit.connection.execute(
        select(table.ordinal, table.hash).where(owner == of).order_by(table.ordinal.desc()).limit(1)
    ).one_or_none()
    return Place(last.ordinal + 1, last.hash) if last else Place(1, "")


def append(
    unit: Unit, owner: Column[Any], of: object, ordinal: int, entry: Entry, **columns: Any
) -> None:
    """Write ``entry``, made for that place, with whatever ``columns`` its history has beside."""
    unit.connection.execute(
        insert(owner.table).values(
            **{owner.name: of},
            ordinal=ordinal,
            at=entry.at,
            actor=entry.actor,
            previous_hash=entry.previous_hash,
            hash=entry.hash,
            **columns,
        )
    )
