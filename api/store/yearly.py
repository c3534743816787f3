"""The needs and claims of a year (年度), counted by the database: nothing twice."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, func, select, union

from api.domain.application_event import Act, Standing
from api.domain.claim import COUNTING
from api.domain.evaluation import Side
from api.domain.overview import Period
from api.domain.ticket import TicketStatus
from api.domain.yearly import ClaimYear, NeedYear, People, Step
from api.store.database import Unit
from api.store.helped import COUNTY_DIGITS, HELPED
from api.store.overview import begins, ends
from api.tables.agreements import evaluations
from api.tables.applications import application_history, applications
from api.tables.claims import claims
from api.tables.tickets import history, tickets

S = TicketStatus
# The first move into one of these is the step; a need delivered twice was delivered the last time.
FIRST = {
    Step.ACCEPTED: (S.ACCEPTED,),
    Step.PUBLISHED: (S.PUBLISHED,),
    Step.CLAIMED: (S.PARTLY_CLAIMED, S.CLAIMED),
}
_COUNTY = func.substr(tickets.c.county_code, 1, COUNTY_DIGITS)
_IN_COUNTY = func.length(tickets.c.county_code) >= COUNTY_DIGITS
_MEAN_DIGITS = Decimal("0.1")


def need_year(unit: Unit, period: Period) -> NeedYear:
    """The needs of the year."""
    reported = _within(tickets.c.submitted_at, period)
    delivered = _delivered(period)
    by_status = _counts(unit, _by(tickets.c.status).where(*reported))
    return NeedYear(
        by_category={
            Step.REPORTED: _counts(unit, _by(tickets.c.category).where(*reported)),
            **_first_reached(unit, period),
            Step.DELIVERED: _counts(unit, _by(tickets.c.category).where(delivered)),
        },
        reported_in=_counts(unit, _by(tickets.c.province).where(*reported)),
        delivered_in=_counts(unit, _by(tickets.c.province).where(delivered)),
        counties_in=_counts(
            unit,
            select(tickets.c.province, func.count(func.distinct(_COUNTY)))
            .where(delivered, _IN_COUNTY)
            .group_by(tickets.c.province),
        ),
        refused=by_status.get(S.REJECTED, 0),
        merged=by_status.get(S.MERGED, 0),
        withdrawn=by_status.get(S.WITHDRAWN, 0),
        people=_people(unit, delivered),
    )


def claim_year(unit: Unit, period: Period) -> ClaimYear:
    """The claims of the year that still stand, and what was thought of those that ended."""
    made = _standing_claims(period)
    row = unit.connection.execute(
        select(
            func.count(func.distinct(func.coalesce(claims.c.lead, claims.c.number))).label("all"),
            func.count(func.distinct(claims.c.lead)).label("joint"),
            func.count(func.distinct(claims.c.organisation)).label("claimants"),
            func.coalesce(func.sum(claims.c.money_fen), 0).label("fen"),
        ).where(*made)
    ).one()
    told = unit.connection.execute(
        select(func.count().label("all"), func.sum(evaluations.c.score).label("points")).where(
            evaluations.c.side == Side.POST, *_within(evaluations.c.at, period)
        )
    ).one()
    mean = (Decimal(int(told.points)) / told.all).quantize(_MEAN_DIGITS) if told.all else None
    return ClaimYear(row.all, row.joint, row.claimants, int(row.fen), told.all, mean)


def participants(unit: Unit, period: Period) -> int:
    """How many organisations claimed, or applied and did not take it back, each once."""
    applied = (
        select(applications.c.organisation)
        .join(application_history, application_history.c.application == applications.c.number)
        .where(
            application_history.c.act == Act.ENTERED,
            applications.c.standing != Standing.WITHDRAWN,
            *_within(application_history.c.at, period),
        )
    )
    claimed = select(claims.c.organisation).where(*_standing_claims(period))
    both = union(claimed, applied).subquery()
    number: int = unit.connection.execute(select(func.count()).select_from(both)).scalar_one()
    return number


def first_report(unit: Unit) -> datetime | None:
    """When the first need was handed in (UTC); ``None`` before there is any."""
    first = select(tickets.c.submitted_at).order_by(tickets.c.submitted_at).limit(1)
    return unit.connection.execute(first).scalar()


def _standing_claims(period: Period) -> list[ColumnElement[bool]]:
    return [claims.c.state.in_(COUNTING), *_within(claims.c.made_at, period)]


def _first_reached(unit: Unit, period: Period) -> dict[Step, dict[str | None, int]]:
    ends_of_steps = [status for ending in FIRST.values() for status in ending]
    first = (
        select(
            history.c.ticket,
            *(
                func.min(case((history.c.status_to.in_(ending), history.c.at))).label(step)
                for step, ending in FIRST.items()
            ),
        )
        .where(history.c.status_to.in_(ends_of_steps))
        .group_by(history.c.ticket)
        .subquery()
    )
    sums = [
        func.sum(case((_all(_within(first.c[step], period)), 1), else_=0)).label(step)
        for step in FIRST
    ]
    rows = unit.connection.execute(
        select(tickets.c.category.label("category"), *sums)
        .join_from(tickets, first, first.c.ticket == tickets.c.number)
        .group_by(tickets.c.category)
    ).all()
    found: dict[Step, dict[str | None, int]] = defaultdict(dict)
    for row in rows:
        for step in FIRST:
            if number := int(row._mapping[step]):
                found[step][row.category] = number
    return found


def _delivered(period: Period) -> ColumnElement[bool]:
    """Delivered by now, the last time in the period."""
    last = (
        select(history.c.ticket)
        .where(history.c.status_to == S.DELIVERED)
        .group_by(history.c.ticket)
        .having(*_within(func.max(history.c.at), period))
    )
    return _all([tickets.c.status.in_(HELPED), tickets.c.number.in_(last)])


def _people(unit: Unit, delivered: ColumnElement[bool]) -> People:
    count, households = (
        cast(tickets.c.need[("beneficiaries", name)].as_string(), BigInteger)
        for name in ("count", "households")
    )
    silent = case((func.coalesce(count, households).is_(None), 1), else_=0)
    row = unit.connection.execute(
        select(
            func.coalesce(func.sum(count), 0),
            func.coalesce(func.sum(households), 0),
            func.coalesce(func.sum(silent), 0),
        ).where(delivered)
    ).one()
    return People(*map(int, row))


def _within(moment: ColumnElement[Any], period: Period) -> list[ColumnElement[bool]]:
    return [moment >= begins(period.start), moment < ends(period)]


def _all(conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *others = conditions
    for one in others:
        first = first & one
    return first


def _by(part: ColumnElement[Any]) -> Select[Any]:
    return select(part, func.count()).group_by(part)


def _counts(unit: Unit, query: Select[Any]) -> Mapping[Any, int]:
    return {row[0]: row[1] for row in unit.connection.execute(query)}
