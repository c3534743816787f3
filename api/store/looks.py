"""Who looked at tickets, talks and files, and who is looking now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, insert, select, update

from api.store.database import Database, Unit
from api.tables.looks import looks

ONE_STAY = timedelta(minutes=30)  # looks no further apart belong together
PRESENT = timedelta(seconds=75)  # an open page tells of itself every 30 s


class Seen(StrEnum):
    """What holds personal data; a talk notes in its own history who read it."""

    TICKET = "ticket"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Look:
    """One stay of one member of staff at ``key``; moments in UTC."""

    key: str
    username: str
    since: datetime
    until: datetime


def note(database: Database, kind: Seen, key: int | str, username: str) -> None:
    """Keep that ``username`` looks at it now; a transaction of its own, made before it is shown."""
    with database.begin(durable=False) as unit:
        last = unit.connection.execute(
            select(looks.c.id)
            .where(
                *_of(kind, (key,)),
                looks.c.username == username,
                looks.c.until >= unit.now - ONE_STAY,
            )
            .order_by(looks.c.until.desc())
            .limit(1)
        ).scalar()
        if last is None:
            unit.connection.execute(
                insert(looks).values(
                    kind=kind, key=str(key), username=username, since=unit.now, until=unit.now
                )
            )
        else:
            unit.connection.execute(update(looks).where(looks.c.id == last).values(until=unit.now))


def looked(unit: Unit, kind: Seen, keys: Iterable[int | str]) -> tuple[Look, ...]:
    """All stays at any of ``keys``, the latest first."""
    rows = unit.connection.execute(
        select(looks).where(*_of(kind, keys)).order_by(looks.c.until.desc(), looks.c.id.desc())
    ).all()
    return tuple(Look(row.key, row.username, row.since, row.until) for row in rows)


def present(unit: Unit, kind: Seen, key: int | str, but: str) -> tuple[str, ...]:
    """Who looks at it now, other than ``but``."""
    found = unit.connection.execute(
        select(looks.c.username)
        .where(*_of(kind, (key,)), looks.c.username != but, looks.c.until >= unit.now - PRESENT)
        .distinct()
        .order_by(looks.c.username)
    ).scalars()
    return tuple(found)


def _of(kind: Seen, keys: Iterable[int | str]) -> tuple[ColumnElement[bool], ...]:
    return looks.c.kind == kind, looks.c.key.in_([str(key) for key in keys])
