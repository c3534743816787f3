"""What must happen once: the key it came with, and the answer given then."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from api.store.database import Unit
from api.tables.conversation import idempotency


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier answer, and the digest of the request it was given to."""

    digest: str
    response: Any


def recall(unit: Unit, scope: str, key: str) -> Recalled | None:
    """What was answered to ``key``; ``None`` on its first appearance."""
    row = unit.connection.execute(
        select(idempotency).where(idempotency.c.scope == scope, idempotency.c.key == key)
    ).one_or_none()
    return Recalled(row.digest, row.response) if row else None


def record(unit: Unit, scope: str, key: str, response: Any, digest: str = "") -> None:
    """Keep the answer. A second record of the same key breaks the unique key, and the unit."""
    unit.connection.execute(
        insert(idempotency).values(
            scope=scope, key=key, digest=digest, response=response, at=unit.now
        )
    )
