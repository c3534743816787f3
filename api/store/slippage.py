"""What was planned for which day and when it was done: milestones of claims, and of applications
under way."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, or_, select

from api.domain.application import MILESTONES, MOVES
from api.domain.application_event import Act, Standing
from api.domain.claim import COUNTING, ClaimState
from api.domain.milestone import MilestoneState
from api.domain.overview import Period
from api.domain.project import project_from_json
from api.domain.project_milestone import milestones_of
from api.domain.slippage import PlannedStep
from api.store.applications import event_of
from api.store.database import Unit
from api.store.overview import Scope
from api.tables.agreements import milestones
from api.tables.applications import application_history, applications
from api.tables.claims import claims
from api.tables.organisations import organisations
from api.tables.tickets import tickets

_OPEN = (milestones.c.state == MilestoneState.PLANNED) & (claims.c.state == ClaimState.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class LateStep:
    """A milestone of a claim under way whose day is over. ``ordinal`` counts within the claim,
    ``ticket`` is the number of its need."""

    claim: int
    ordinal: int
    what: str
    due: date
    ticket: int
    organisation: str

    def days_late(self, today: date) -> int:
        """Days since it should have been done."""
        return (today - self.due).days


def of_claims(unit: Unit, scope: Scope) -> tuple[PlannedStep, ...]:
    """The milestones planned for a day of the period, of claims that stand: those reached, and
    those still to be reached by work under way."""
    reached = (milestones.c.state == MilestoneState.REACHED) & claims.c.state.in_(COUNTING)
    counted = (
        select(milestones.c.due, milestones.c.reached, func.count().label("steps"))
        .join(claims, claims.c.number == milestones.c.claim)
        .where(
            milestones.c.due >= scope.period.start,
            milestones.c.due <= scope.period.end,
            or_(reached, _OPEN),
        )
        .group_by(milestones.c.due, milestones.c.reached)
    )
    rows = unit.connection.execute(_in_province(counted, scope.province))
    return tuple(PlannedStep(row.due, row.reached, row.steps) for row in rows)


def late_now(unit: Unit, province: str, today: date) -> tuple[LateStep, ...]:
    """The milestones that are late, of needs in ``province`` (of all, when empty); the latest
    first."""
    late = (
        _late(today)
        .with_only_columns(
            milestones.c.claim,
            milestones.c.ordinal,
            milestones.c.what,
            milestones.c.due,
            claims.c.ticket,
            organisations.c.name,
        )
        .join(organisations, organisations.c.key == claims.c.organisation)
        .order_by(milestones.c.due, milestones.c.claim, milestones.c.ordinal)
    )
    rows = unit.connection.execute(_in_province(late, province))
    return tuple(LateStep(*row) for row in rows)


def count_late(unit: Unit, province: str, today: date) -> int:
    """How many that are."""
    late = _late(today).with_only_columns(func.count())
    number: int = unit.connection.execute(_in_province(late, province)).scalar_one()
    return number


def of_applications(unit: Unit, scope: Scope) -> tuple[PlannedStep, ...]:
    """The milestones of applications planned for a day of the period: those done, and those still
    to be done by projects under way."""
    told = application_history.c
    rows = unit.connection.execute(
        select(application_history, applications.c.standing)
        .join(applications, applications.c.number == told.application)
        .where(told.act.in_((Act.PASSED, *MILESTONES)))
        .order_by(told.application, told.ordinal)
    )
    inside = [
        (number, PlannedStep(one.due, one.done))
        for (number, standing), entries in groupby(
            rows, lambda row: (row.application, row.standing)
        )
        for one in milestones_of(map(event_of, entries))
        if _lies_in(scope.period, one.due)
        and (one.done or (one.is_open and MOVES[Standing(standing)]))
    ]
    if scope.province:
        there = _applications_in(unit, scope.province, {number for number, _ in inside})
        inside = [(number, step) for number, step in inside if number in there]
    return tuple(step for _, step in inside)


def _late(today: date) -> Select[Any]:
    return (
        select(milestones.c.claim)
        .join(claims, claims.c.number == milestones.c.claim)
        .where(_OPEN, milestones.c.due < today)
    )


def _applications_in(unit: Unit, province: str, numbers: set[int]) -> set[int]:
    """Those of these applications whose project, as last mended, is in ``province``."""
    told = application_history.c
    rows = unit.connection.execute(
        select(told.application, told.data)
        .where(told.application.in_(numbers), told.act.in_((Act.ENTERED, Act.ANSWERED)))
        .order_by(told.application, told.ordinal)
    )
    places = {row.application: project_from_json(row.data).place for row in rows}
    return {number for number, place in places.items() if place.startswith(province)}


def _in_province(found: Select[Any], province: str) -> Select[Any]:
    """What is found of claims, as far as their need is in ``province``; all, when empty."""
    if not province:
        return found
    of_need = tickets.c.number == claims.c.ticket
    return found.join(tickets, of_need).where(tickets.c.province == province)


def _lies_in(period: Period, day: date) -> bool:
    return period.start <= day <= period.end
