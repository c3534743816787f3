"""Applications (申报) in the database: each entry under a version, in a history that only grows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from api.clock import SHANGHAI
from api.domain.application import Application
from api.domain.application_event import Act, Event, Standing
from api.domain.application_time import milestone_due, stage_time
from api.domain.errors import NotFound, Outdated
from api.domain.history import chain_is_whole
from api.store.chain import append
from api.store.database import Unit
from api.store.webhook_news import tell_application
from api.tables.applications import application_history, applications
from api.working_days import is_workday
from knowledge.procedure_files import load_procedures


def add(unit: Unit, application: Application) -> Application:
    """A new application with its first entry; returned with its number."""
    number: int = unit.connection.execute(
        insert(applications)
        .values(
            programme=application.programme,
            organisation=application.organisation,
            **_columns(application, unit.now),
        )
        .returning(applications.c.number)
    ).scalar_one()
    made = replace(application, number=number)
    _append(unit, made)
    return made


def save(unit: Unit, before: Application, after: Application) -> None:
    """Write the one entry by which ``after`` is longer than ``before``; webhooks are told of a
    decision.

    Raises:
        Outdated: somebody else entered something since ``before`` was read.
    """
    changed = unit.connection.execute(
        update(applications)
        .where(applications.c.number == before.number, applications.c.version == before.version)
        .values(**_columns(after, unit.now))
    )
    if changed.rowcount != 1:
        raise outdated(before)
    _append(unit, after)
    tell_application(unit, after)


def outdated(application: Application) -> Outdated:
    """What is said to whoever decides on what is no longer so."""
    return Outdated(f"申报 {application.code} 刚有新的记录。请看过最新内容再办理。")


def load(unit: Unit, number: int) -> Application:
    """The application with that number.

    Raises:
        NotFound: there is none.
    """
    row = unit.connection.execute(
        select(applications).where(applications.c.number == number)
    ).one_or_none()
    if row is None:
        raise NotFound("没有找到这份申报。请从申报列表里打开。")
    return _application(row, _histories(unit, [number])[number])


def found(unit: Unit, *conditions: ColumnElement[bool]) -> tuple[Application, ...]:
    """The applications that meet all ``conditions``, the newest first."""
    rows = unit.connection.execute(
        select(applications).where(*conditions).order_by(applications.c.number.desc())
    ).all()
    told = _histories(unit, [row.number for row in rows])
    return tuple(_application(row, told[row.number]) for row in rows)


def ended_of(unit: Unit, keys: Collection[str]) -> tuple[Application, ...]:
    """What these organisations concluded, or what was ended by staff, the newest first."""
    return found(
        unit,
        applications.c.organisation.in_(keys),
        applications.c.standing.in_((Standing.COMPLETED, Standing.REJECTED)),
    )


def of_organisations(unit: Unit, keys: Collection[str]) -> tuple[Application, ...]:
    """Every application of these organisations, the newest first."""
    return found(unit, applications.c.organisation.in_(keys))


def history_is_whole(unit: Unit, application: Application) -> bool:
    """Whether no entry was edited or removed, and it stands as the last one says."""
    told = application.events
    row = unit.connection.execute(
        select(applications.c.version, application_history.c.hash)
        .join(application_history, application_history.c.application == applications.c.number)
        .where(applications.c.number == application.number)
        .order_by(application_history.c.ordinal.desc())
        .limit(1)
    ).one()
    return (
        chain_is_whole(told)
        and (row.version, row.hash) == (len(told), told[-1].hash)
        and (told[-1].stage_to, told[-1].standing_to) == (application.stage, application.standing)
    )


def _columns(application: Application, now: datetime) -> dict[str, Any]:
    procedure = load_procedures()[application.programme]
    today = now.astimezone(SHANGHAI).date()
    time = stage_time(procedure, application, today, SHANGHAI, is_workday)
    return {
        "stage": application.stage,
        "standing": application.standing,
        "version": application.version,
        "title": application.project.title,
        "place": application.project.place,
        "due": time.due if time else None,
        "milestone_due": milestone_due(procedure, application),
    }


def _append(unit: Unit, application: Application) -> None:
    event = application.events[-1]
    append(
        unit,
        application_history.c.application,
        application.number,
        application.version,
        event,
        act=event.act,
        stage=event.stage,
        stage_to=event.stage_to,
        standing_to=event.standing_to,
        note=event.note,
        data=dict(event.data),
    )


def _histories(unit: Unit, numbers: Collection[int]) -> dict[int, tuple[Event, ...]]:
    rows = unit.connection.execute(
        select(application_history)
        .where(application_history.c.application.in_(numbers))
        .order_by(application_history.c.application, application_history.c.ordinal)
    ).all()
    told: dict[int, list[Event]] = defaultdict(list)
    for row in rows:
        told[row.application].append(event_of(row))
    return {number: tuple(told[number]) for number in numbers}


def event_of(row: Row[Any]) -> Event:
    """One entry of the history."""
    return Event(
        at=row.at,
        actor=row.actor,
        act=Act(row.act),
        stage=row.stage,
        stage_to=row.stage_to,
        standing_to=Standing(row.standing_to),
        note=row.note,
        data=row.data,
        previous_hash=row.previous_hash,
    )


def _application(row: Row[Any], events: tuple[Event, ...]) -> Application:
    return Application(
        number=row.number,
        programme=row.programme,
        organisation=row.organisation,
        stage=row.stage,
        standing=Standing(row.standing),
        events=events,
    )
