"""The figures of the overview (概况), counted by the database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, case, cast, extract, func, literal, select

from api.clock import SHANGHAI
from api.domain.asked import QuestionState
from api.domain.claim import COUNTING
from api.domain.overview import Claimed, County, Group, Period, Stage
from api.domain.partner_areas import Reported
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.store.helped import COUNTY_DIGITS, HELPED
from api.tables.claims import claims
from api.tables.questions import questions
from api.tables.tickets import history, tickets

S = TicketStatus
WAITING = (S.SUBMITTED, S.IN_REVIEW)
NO_NEED = (S.REJECTED, S.MERGED, S.WITHDRAWN)
# The first move into one of these ends the wait; staff begin a review before anything else.
REACHED = {
    Stage.CONTACT: (S.IN_REVIEW,),
    Stage.ACCEPTED: (S.ACCEPTED,),
    Stage.CLAIMED: (S.PARTLY_CLAIMED, S.CLAIMED),
    Stage.DELIVERED: (S.DELIVERED,),
}
_COUNTY = func.substr(tickets.c.county_code, 1, COUNTY_DIGITS)
_IN_COUNTY = func.length(tickets.c.county_code) >= COUNTY_DIGITS


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: needs handed in in a period, of a province or of all (empty)."""

    period: Period
    province: str = ""

    def conditions(self, moment: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """``moment`` lies in the period, and the ticket in the province."""
        inside = [moment >= begins(self.period.start), moment < ends(self.period)]
        return [*inside, tickets.c.province == self.province] if self.province else inside


def groups(unit: Unit, scope: Scope) -> tuple[Group, ...]:
    """The needs handed in, counted; the region is a province, or within one the county's code."""
    bounds = scope.period.bounds()
    earlier = [
        (tickets.c.submitted_at < begins(following), key)
        for (key, _), (_, following) in pairwise(bounds)
    ]
    last = literal(bounds[-1][0])
    month = case(*earlier, else_=last) if earlier else last
    region = case((_IN_COUNTY, _COUNTY)) if scope.province else tickets.c.province
    counted = (
        select(
            tickets.c.status.label("status"),
            tickets.c.category.label("category"),
            region.label("region"),
            month.label("month"),
        )
        .where(*scope.conditions(tickets.c.submitted_at))
        .subquery()
    )
    rows = unit.connection.execute(
        select(counted, func.count().label("needs")).group_by(*counted.c)
    )
    return tuple(Group(r.status, r.category, r.region, r.month, r.needs) for r in rows)


def waits(unit: Unit, scope: Scope) -> dict[Stage, list[float]]:
    """Hours from report to each stage, of each need that reached it, in no order."""
    ends = [status for ending in REACHED.values() for status in ending]
    reached = (
        select(
            history.c.ticket,
            *(
                func.min(case((history.c.status_to.in_(ending), history.c.at))).label(stage)
                for stage, ending in REACHED.items()
            ),
        )
        .where(history.c.status_to.in_(ends))
        .group_by(history.c.ticket)
        .subquery()
    )
    rows = unit.connection.execute(
        select(*(_hours(unit, reached.c[stage], tickets.c.submitted_at) for stage in REACHED))
        .join_from(tickets, reached, reached.c.ticket == tickets.c.number)
        .where(*scope.conditions(tickets.c.submitted_at))
    ).all()
    return {
        stage: [float(row[at]) for row in rows if row[at] is not None]
        for at, stage in enumerate(REACHED)
    }


def counties(unit: Unit, scope: Scope) -> tuple[County, ...]:
    """The counties of needs that were neither refused nor taken back, with what they got."""
    wanted = (*scope.conditions(tickets.c.submitted_at), _IN_COUNTY)
    rows = unit.connection.execute(
        select(
            _COUNTY.label("code"),
            func.count().label("needs"),
            func.sum(case((tickets.c.status.in_(HELPED), 1), else_=0)).label("helped"),
        )
        .where(*wanted, tickets.c.status.not_in(NO_NEED))
        .group_by("code")
        .order_by("code")
    ).all()
    claimed = _by_county(
        unit,
        select(func.count(func.distinct(func.coalesce(claims.c.lead, claims.c.number))))
        .join_from(tickets, claims, claims.c.ticket == tickets.c.number)
        .where(*wanted, claims.c.state.in_(COUNTING)),
    )
    return tuple(
        County(row.code, row.needs, claimed.get(row.code, 0), int(row.helped)) for row in rows
    )


def reported(unit: Unit, period: Period) -> Reported:
    """The counties from which anything was ever reported, whatever became of it, and those from
    which it was in ``period``."""
    inside = (tickets.c.submitted_at >= begins(period.start)) & (
        tickets.c.submitted_at < ends(period)
    )
    rows = unit.connection.execute(
        select(_COUNTY.label("code"), func.max(case((inside, 1), else_=0)).label("lately"))
        .where(_IN_COUNTY)
        .group_by("code")
    ).all()
    return Reported({row.code for row in rows}, {row.code for row in rows if row.lately})


def claimed(unit: Unit, scope: Scope) -> Claimed:
    """The claims made in the period that still stand, by when they were made."""
    row = unit.connection.execute(
        select(
            func.count().label("claims"),
            func.count(func.distinct(claims.c.organisation)).label("organisations"),
            func.coalesce(func.sum(claims.c.money_fen), 0).label("fen"),
        )
        .join_from(claims, tickets, claims.c.ticket == tickets.c.number)
        .where(*scope.conditions(claims.c.made_at), claims.c.state.in_(COUNTING))
    ).one()
    return Claimed(row.claims, row.organisations, int(row.fen))


def late_reviews(unit: Unit, province: str, today: date) -> int:
    """How many reports of ``province`` (of all, when empty) staff should have decided by now."""
    late = [tickets.c.status.in_(WAITING), tickets.c.review_due < today]
    if province:
        late.append(tickets.c.province == province)
    return _number(unit, select(func.count()).select_from(tickets).where(*late))


def open_questions(unit: Unit) -> int:
    """How many questions wait for staff."""
    return _number(
        unit,
        select(func.count()).select_from(questions).where(questions.c.state == QuestionState.OPEN),
    )


def _number(unit: Unit, query: Select[Any]) -> int:
    number: int = unit.connection.execute(query).scalar_one()
    return number


def _by_county(unit: Unit, query: Select[Any]) -> dict[str, int]:
    rows = unit.connection.execute(query.add_columns(_COUNTY.label("county")).group_by("county"))
    return {row.county: row[0] for row in rows}


def _hours(unit: Unit, until: ColumnElement[Any], since: ColumnElement[Any]) -> Any:
    if unit.is_postgresql:
        return cast(extract("epoch", until - since), Float) / 3600
    return (func.julianday(until) - func.julianday(since)) * 24


def begins(day: date) -> datetime:
    """The first moment of ``day`` in Shanghai, UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def ends(period: Period) -> datetime:
    """The first moment after ``period``, UTC."""
    return begins(period.end + timedelta(days=1))
