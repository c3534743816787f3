"""What was planned for which day and when it was done: milestones of claims, and of applications
under way."""

from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, or_, select

from api.domain.application import MILESTONES, MOVES
from api.domain.application_event import Act, Standing
from api.domain.claim import COUNTING, ClaimState
from api.domain.milestone import MilestoneState
from api.domain.overview import Period
from api.domain.project_milestone import milestones_of
from api.domain.slippage import PlannedStep
from api.store.applications import event_of
from api.store.database import Unit
from api.store.overview import Scope
from api.tables.agreements import milestones
from api.tables.applications import application_history, applications
from api.tables.claims import claims
from api.tables.tickets import tickets

# Milestones of claims under way that are still to be reached.
OPEN = (milestones.c.state == MilestoneState.PLANNED) & (claims.c.state == ClaimState.IN_PROGRESS)


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
            or_(reached, OPEN),
        )
        .group_by(milestones.c.due, milestones.c.reached)
    )
    rows = unit.connection.execute(in_province(counted, scope.province))
    return tuple(PlannedStep(row.due, row.reached, row.steps) for row in rows)


def of_applications(unit: Unit, scope: Scope) -> tuple[PlannedStep, ...]:
    """The milestones of applications planned for a day of the period: those done, and those still
    to be done by projects under way."""
    told = application_history.c
    rows = unit.connection.execute(
        select(application_history, applications.c.standing)
        .join(applications, applications.c.number == told.application)
        .where(
            told.act.in_((Act.PASSED, *MILESTONES)),
            applications.c.place.startswith(scope.province, autoescape=True),
        )
        .order_by(told.application, told.ordinal)
    )
    return tuple(
        PlannedStep(one.due, one.done)
        for (_, standing), entries in groupby(rows, lambda row: (row.application, row.standing))
        for one in milestones_of(map(event_of, entries))
        if _lies_in(scope.period, one.due)
        and (one.done or (one.is_open and MOVES[Standing(standing)]))
    )


def in_province(found: Select[Any], province: str) -> Select[Any]:
    """What is found of claims, as far as their need is in ``province``; all, when empty."""
    if not province:
        return found
    of_need = tickets.c.number == claims.c.ticket
    return found.join(tickets, of_need).where(tickets.c.province == province)


def _lies_in(period: Period, day: date) -> bool:
    return period.start <= day <= period.end
