"""Refusals of what may be misuse, kept for staff: who tried what, and why it was refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from api.store.database import Unit
from api.tables.refusals import refusals

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Refused:
    """One entry. ``actor`` is a person id or a member of staff, ``what`` names the rule."""

    at: datetime
    actor: str
    what: str
    subject: str
    reason: str


def note_refusal(unit: Unit, *, actor: str, what: str, subject: str, reason: str) -> None:
    """Keep one; the unit must be committed, so say the refusal instead of raising it."""
    unit.connection.execute(
        insert(refusals).values(at=unit.now, actor=actor, what=what, subject=subject, reason=reason)
    )


def latest(unit: Unit, *what: str) -> tuple[Refused, ...]:
    """The last ``SHOWN`` of these rules, newest first."""
    rows = unit.connection.execute(
        select(refusals)
        .where(refusals.c.what.in_(what))
        .order_by(refusals.c.id.desc())
        .limit(SHOWN)
    ).all()
    return tuple(Refused(r.at, r.actor, r.what, r.subject, r.reason) for r in rows)
