"""The history of what administrators set: appended to, read, and held against what stands now."""

from sqlalchemy import select

from api.domain.administration_event import AdministrationAct, AdministrationEvent
from api.domain.history import chain_is_whole
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.administration import administration_history as table


def record(unit: Unit, subject: str, act: AdministrationAct, state: str, *, actor: str) -> None:
    """One more entry of ``subject``, whose row the caller holds."""
    place = next_place(unit, table.c.subject, subject)
    event = AdministrationEvent(unit.now, actor, act, state, place.previous_hash)
    append(unit, table.c.subject, subject, place.ordinal, event, act=act, state=state)


def history_of(unit: Unit, subject: str) -> tuple[AdministrationEvent, ...]:
    """What was done to ``subject``, the oldest entry first."""
    rows = unit.connection.execute(
        select(table).where(table.c.subject == subject).order_by(table.c.ordinal)
    ).all()
    return tuple(
        AdministrationEvent(
            row.at, row.actor, AdministrationAct(row.act), row.state, row.previous_hash
        )
        for row in rows
    )


def is_whole(unit: Unit, subject: str, state: str) -> bool:
    """Whether no entry was edited or removed, and ``subject`` stands as the last one says."""
    told = history_of(unit, subject)
    last = unit.connection.execute(
        select(table.c.hash)
        .where(table.c.subject == subject)
        .order_by(table.c.ordinal.desc())
        .limit(1)
    ).scalar()
    return bool(told) and chain_is_whole(told) and (last, told[-1].state) == (told[-1].hash, state)
