"""What is late now: milestones of claims and of projects under way whose day is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, true

from api.domain.project_milestone import milestones_of
from api.domain.region import Region
from api.store import applications
from api.store.application_search import slipped
from api.store.database import Unit
from api.store.regional import application_within, ticket_within
from api.store.slippage import OPEN, in_province
from api.tables.agreements import milestones
from api.tables.claims import claims
from api.tables.organisations import organisations
from api.tables.tickets import tickets


@dataclass(frozen=True, slots=True)
class LateStep:
    """One milestone that should have been done on ``due``: of ``claim``, with the number of its
    need's ``ticket``, or of ``application``. ``ordinal`` counts within these."""

    what: str
    due: date
    ordinal: int
    organisation: str
    claim: int | None = None
    ticket: int | None = None
    application: int | None = None

    def days_late(self, today: date) -> int:
        """Days since it should have been done."""
        return (today - self.due).days


def late_now(
    unit: Unit, province: str, today: date, regions: Sequence[Region] = ()
) -> tuple[LateStep, ...]:
    """All that is late in ``province`` (everywhere, when empty) and in one of ``regions``, where
    there are any; the latest first."""
    late = (
        *_of_claims(unit, province, today, regions),
        *_of_applications(unit, province, today, regions),
    )
    return tuple(sorted(late, key=lambda one: one.due))


def count_late(unit: Unit, province: str, today: date, regions: Sequence[Region] = ()) -> int:
    """How much that is."""
    of_claims = _late_claims(today, regions).with_only_columns(func.count())
    number: int = unit.connection.execute(in_province(of_claims, province)).scalar_one()
    return number + len(_of_applications(unit, province, today, regions))


def _of_claims(unit: Unit, province: str, today: date, regions: Sequence[Region]) -> list[LateStep]:
    late = (
        _late_claims(today, regions)
        .with_only_columns(
            milestones.c.what,
            milestones.c.due,
            milestones.c.ordinal,
            organisations.c.name,
            milestones.c.claim,
            claims.c.ticket,
        )
        .join(organisations, organisations.c.key == claims.c.organisation)
        .order_by(milestones.c.due, milestones.c.claim, milestones.c.ordinal)
    )
    return [LateStep(*row) for row in unit.connection.execute(in_province(late, province))]


def _late_claims(today: date, regions: Sequence[Region]) -> Select[Any]:
    within = select(tickets.c.number).where(ticket_within(regions))
    return (
        select(milestones.c.claim)
        .join(claims, claims.c.number == milestones.c.claim)
        .where(OPEN, milestones.c.due < today, claims.c.ticket.in_(within) if regions else true())
    )


def _of_applications(
    unit: Unit, province: str, today: date, regions: Sequence[Region]
) -> list[LateStep]:
    found = [
        one
        for one in applications.found(unit, slipped(today) & application_within(regions))
        if one.project.place.startswith(province)
    ]
    names = _names(unit, {one.organisation for one in found})
    return [
        LateStep(
            step.what,
            step.due,
            step.number,
            names[one.organisation],
            application=one.number,
        )
        for one in found
        for step in milestones_of(one.events)
        if step.is_open and step.due < today
    ]


def _names(unit: Unit, keys: set[str]) -> dict[str, str]:
    rows = unit.connection.execute(
        select(organisations.c.key, organisations.c.name).where(organisations.c.key.in_(keys))
    )
    return {row.key: row.name for row in rows}
