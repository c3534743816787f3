"""Files (附件) of applications in the database: each kept once, with who added it and when."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, func, insert, select

from api.domain.application import Application
from api.domain.application_actor import Actor
from api.domain.application_event import member_actor
from api.domain.application_files import check_adding
from api.domain.errors import NotFound
from api.store import applying
from api.store.database import Unit
from api.store.files import Kept
from api.tables.applications import application_files as rows


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """A file as it is listed; ``stage`` is the key of the one at which it was added."""

    id: str
    application: int
    stage: str
    actor: str
    name: str
    type: str
    size: int
    path: str
    has_thumbnail: bool
    added_at: datetime


def add(unit: Unit, application: Application, actor: Actor, kept: Kept) -> None:
    """Keep a file with the application; the same content again changes nothing.

    Raises:
        NotAllowed, WrongMove: see ``check_adding``.
    """
    of_it = rows.c.application == application.number
    held = unit.connection.execute(select(func.count()).select_from(rows).where(of_it)).scalar_one()
    check_adding(application, actor, held)
    same = select(rows.c.id).where(of_it, rows.c.sha256 == kept.sha256).limit(1)
    if unit.connection.execute(same).first():
        return
    unit.connection.execute(
        insert(rows).values(
            id=uuid4().hex,
            application=application.number,
            stage=application.stage,
            actor=actor.username,
            added_at=unit.now,
            **asdict(kept),
        )
    )


def add_own(unit: Unit, person: str, number: int, kept: Kept) -> None:
    """The same by a member of the organisation.

    Raises:
        NotFound: there is none of an organisation they act for.
        NotAllowed, WrongMove: see ``check_adding``.
    """
    application = applying.own(unit, person, number)
    add(unit, application, Actor(member_actor(person), acts_for=True), kept)


def of_application(unit: Unit, number: int) -> tuple[ApplicationFile, ...]:
    """All of them, the oldest first."""
    found = unit.connection.execute(
        select(rows).where(rows.c.application == number).order_by(rows.c.added_at, rows.c.id)
    ).all()
    return tuple(_file(row) for row in found)


def find(unit: Unit, number: int, key: str) -> ApplicationFile:
    """One of them.

    Raises:
        NotFound: that application has none with that id.
    """
    row = unit.connection.execute(
        select(rows).where(rows.c.id == key, rows.c.application == number)
    ).one_or_none()
    if row is None:
        raise NotFound("没有找到这个附件。请从申报的页面里打开。")
    return _file(row)


def thumbnail(unit: Unit, number: int, key: str) -> bytes:
    """A small JPEG of a photograph.

    Raises:
        NotFound: there is no such file, or it is no photograph.
    """
    small: bytes | None = unit.connection.execute(
        select(rows.c.thumbnail).where(rows.c.id == key, rows.c.application == number)
    ).scalar()
    if small is None:
        raise NotFound("没有找到这个附件。请从申报的页面里打开。")
    return small


def _file(row: Row[Any]) -> ApplicationFile:
    return ApplicationFile(
        id=row.id,
        application=row.application,
        stage=row.stage,
        actor=row.actor,
        name=row.name,
        type=row.type,
        size=row.size,
        path=row.path,
        has_thumbnail=row.thumbnail is not None,
        added_at=row.added_at,
    )
