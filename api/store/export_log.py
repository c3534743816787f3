"""The log of exports (导出记录): one chain for each year, entered one at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from api.clock import SHANGHAI
from api.domain.export_event import LONGEST_SCOPE, ExportEvent, ExportKind, Taken
from api.domain.history import chain_is_whole
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.exports import export_log

_LOCK = 7_266_461  # PostgreSQL advisory lock: entries of a year follow each other


def note(unit: Unit, actor: str, taken: Taken) -> ExportEvent:
    """Keep that ``actor`` takes that out now."""
    unit.alone(_LOCK)
    year = unit.now.astimezone(SHANGHAI).year
    place = next_place(unit, export_log.c.year, year)
    kept = Taken(taken.kind, taken.scope[:LONGEST_SCOPE], taken.form, taken.rows)
    event = ExportEvent(unit.now, actor, kept, place.previous_hash)
    append(
        unit,
        export_log.c.year,
        year,
        place.ordinal,
        event,
        kind=kept.kind,
        scope=kept.scope,
        form=kept.form,
        rows=kept.rows,
    )
    return event


def years(unit: Unit) -> tuple[int, ...]:
    """The years with entries, the newest first."""
    found = select(export_log.c.year).distinct().order_by(export_log.c.year.desc())
    return tuple(unit.connection.execute(found).scalars())


def entries(
    unit: Unit, year: int, *, before: int | None, most: int
) -> tuple[tuple[int, ExportEvent], ...]:
    """At most ``most`` entries of a year with their ordinals, the newest first; only those below
    the ordinal ``before``, when given."""
    wanted = select(export_log).where(export_log.c.year == year)
    if before is not None:
        wanted = wanted.where(export_log.c.ordinal < before)
    rows = unit.connection.execute(wanted.order_by(export_log.c.ordinal.desc()).limit(most)).all()
    return tuple((row.ordinal, _event(row)) for row in rows)


def is_whole(unit: Unit, year: int) -> bool:
    """Whether no entry of the year was edited or removed."""
    rows: Sequence[Row[Any]] = unit.connection.execute(
        select(export_log).where(export_log.c.year == year).order_by(export_log.c.ordinal)
    ).all()
    events = [_event(row) for row in rows]
    return (
        chain_is_whole(events)
        and [row.ordinal for row in rows] == list(range(1, len(rows) + 1))
        and all(row.hash == event.hash for row, event in zip(rows, events, strict=True))
    )


def count(unit: Unit, year: int) -> int:
    """How many entries a year has."""
    found = select(func.count()).select_from(export_log).where(export_log.c.year == year)
    number: int = unit.connection.execute(found).scalar_one()
    return number


def _event(row: Row[Any]) -> ExportEvent:
    taken = Taken(ExportKind(row.kind), row.scope, row.form, row.rows)
    return ExportEvent(row.at, row.actor, taken, row.previous_hash)
