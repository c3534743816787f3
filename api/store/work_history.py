"""What happened to a claim after it was confirmed: an append-only, hash-chained history."""

from sqlalchemy import select

from api.domain.agreement import WorkAct, WorkEvent
from api.domain.history import chain_is_whole
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.agreements import work_history


def record(unit: Unit, claim: int, act: WorkAct, *, actor: str, note: str = "") -> None:
    """Add an entry."""
    place = next_place(unit, work_history.c.claim, claim)
    event = WorkEvent(unit.now, actor, act, note, place.previous_hash)
    append(unit, work_history.c.claim, claim, place.ordinal, event, act=act, note=note)


def events_of(unit: Unit, claim: int) -> tuple[WorkEvent, ...]:
    """The history, the oldest entry first."""
    rows = unit.connection.execute(
        select(work_history).where(work_history.c.claim == claim).order_by(work_history.c.ordinal)
    ).all()
    return tuple(
        WorkEvent(row.at, row.actor, WorkAct(row.act), row.note, row.previous_hash) for row in rows
    )


def is_whole(unit: Unit, claim: int) -> bool:
    """Whether no entry was edited or removed."""
    told = events_of(unit, claim)
    last = unit.connection.execute(
        select(work_history.c.hash)
        .where(work_history.c.claim == claim)
        .order_by(work_history.c.ordinal.desc())
        .limit(1)
    ).scalar()
    return chain_is_whole(told) and last == (told[-1].hash if told else None)
