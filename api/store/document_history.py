"""The history of policy documents in the database: written with each change, never changed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select, update

from api.domain.document_event import DocumentAct, DocumentEvent
from api.domain.history import chain_is_whole
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.knowledge import document_history, documents


def record(
    unit: Unit,
    key: str,
    act: DocumentAct,
    *,
    actor: str,
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry to the history of the document ``key``."""
    place = next_place(unit, document_history.c.document, key)
    event = DocumentEvent(
        at=unit.now,
        actor=actor,
        act=act,
        reason=reason,
        before=before or {},
        after=after or {},
        previous_hash=place.previous_hash,
    )
    append(
        unit,
        document_history.c.document,
        key,
        place.ordinal,
        event,
        act=act,
        reason=reason,
        before=dict(event.before),
        after=dict(event.after),
    )
    unit.connection.execute(
        update(documents).where(documents.c.key == key).values(history_hash=event.hash)
    )


def events_of(unit: Unit, key: str) -> tuple[DocumentEvent, ...]:
    """The history of a document, oldest entry first; empty for what came before there was one."""
    rows = unit.connection.execute(
        select(document_history)
        .where(document_history.c.document == key)
        .order_by(document_history.c.ordinal)
    ).all()
    return tuple(_event(row) for row in rows)


def events_are_whole(unit: Unit, key: str, events: tuple[DocumentEvent, ...]) -> bool:
    """Whether no entry was edited, removed or added behind our back, the last one included."""
    stored = unit.connection.execute(
        select(documents.c.history_hash).where(documents.c.key == key)
    ).scalar_one()
    return chain_is_whole(events) and stored == (events[-1].hash if events else "")


def _event(row: Row[Any]) -> DocumentEvent:
    return DocumentEvent(
        at=row.at,
        actor=row.actor,
        act=DocumentAct(row.act),
        reason=row.reason,
        before=row.before,
        after=row.after,
        previous_hash=row.previous_hash,
    )
