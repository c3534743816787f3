"""Codes that invite one person to something: issued, found again, used once, whatever it is."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Row, Table, insert, select, update

from api.domain.errors import NotFound
from api.domain.invitation import LIFE, InvitationState, code_digest, new_code
from api.store.database import Unit


class Issued(NamedTuple):
    """A code just made, which is told only now, and until when it holds (UTC)."""

    code: str
    expires_at: datetime


def issue(unit: Unit, to: Column[Any], what: object, *, actor: str, **columns: Any) -> Issued:
    """A new open invitation in the table of ``to``, which says what it is to."""
    code, expires_at = new_code(), unit.now + LIFE
    unit.connection.execute(
        insert(to.table).values(
            **{to.name: what},
            code_digest=code_digest(code),
            state=InvitationState.OPEN,
            made_by=actor,
            made_at=unit.now,
            expires_at=expires_at,
            **columns,
        )
    )
    return Issued(code, expires_at)


def with_code(unit: Unit, table: Table, code: str) -> Row[Any] | None:
    """The invitation with that code, whatever became of it; tries are the caller's to count."""
    return unit.connection.execute(
        select(table).where(table.c.code_digest == code_digest(code))
    ).one_or_none()


def locked(unit: Unit, table: Table, number: int) -> Row[Any]:
    """The invitation of that number. Whoever comes second waits here until the first is through,
    and then finds it used.

    Raises:
        NotFound: there is none.
    """
    row = unit.connection.execute(
        select(table).where(table.c.id == number).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound("没有找到这个邀请。请再发一次邀请码。")
    return row


def mark(unit: Unit, table: Table, number: int, state: InvitationState) -> None:
    """What became of one."""
    unit.connection.execute(update(table).where(table.c.id == number).values(state=state))


def close(unit: Unit, to: Column[Any], what: object, state: InvitationState) -> int:
    """What became of all that are open to ``what``; returns how many there were."""
    closed = unit.connection.execute(
        update(to.table)
        .where(to == what, to.table.c.state == InvitationState.OPEN)
        .values(state=state)
    )
    return closed.rowcount
