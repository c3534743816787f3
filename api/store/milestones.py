"""Milestones (节点) of claims and the progress reported, in the database."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from api.clock import SHANGHAI
from api.domain.agreement import WorkAct
from api.domain.claim import Claim, ClaimState
from api.domain.errors import NotFound
from api.domain.milestone import Milestone, MilestoneState, check_plan
from api.store.database import Unit
from api.store.inbound import clean
from api.store.work_history import record
from api.tables.agreements import milestones, progress_reports
from api.tables.claims import claims


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of progress: ``files`` are ids of evidence."""

    claim: int
    ordinal: int
    at: datetime
    person: str
    text: str
    files: tuple[str, ...]


def of_claim(unit: Unit, claim: int) -> tuple[Milestone, ...]:
    """All milestones of a claim, by their day."""
    rows = unit.connection.execute(
        select(milestones)
        .where(milestones.c.claim == claim)
        .order_by(milestones.c.due, milestones.c.ordinal)
    ).all()
    return tuple(map(_milestone, rows))


def plan(unit: Unit, claim: int, what: str, due: date, today: date, *, actor: str) -> Milestone:
    """Plan one.

    Raises:
        Invalid: nothing to do, a day in the past or absurdly far, or too many.
    """
    kept = clean(what.strip())
    check_plan(kept, due, today, len([one for one in of_claim(unit, claim) if one.is_open]))
    ordinal = _next(unit, milestones, claim)
    unit.connection.execute(
        insert(milestones).values(
            claim=claim,
            ordinal=ordinal,
            what=kept,
            due=due,
            state=MilestoneState.PLANNED,
            reminded=False,
            slipped=False,
        )
    )
    record(unit, claim, WorkAct.PLANNED, actor=actor, note=f"{due.isoformat()} {kept}")
    return Milestone(claim, ordinal, kept, due)


def settle(
    unit: Unit, claim: int, ordinal: int, to: MilestoneState, today: date, *, actor: str
) -> Milestone:
    """Record that one was reached, or dropped.

    Raises:
        NotFound: the claim has no such milestone.
        WrongMove: it was settled before.
    """
    found = next((one for one in of_claim(unit, claim) if one.ordinal == ordinal), None)
    if found is None:
        raise NotFound("没有找到这个节点。请按最新的节点处理。")
    found.check_move(to)
    reached = today if to is MilestoneState.REACHED else None
    _change(unit, found, state=to, reached=reached)
    late = found.days_late(today) if reached else 0
    note = f"{found.what}（晚 {late} 天）" if late else found.what
    act = WorkAct.REACHED if reached else WorkAct.DROPPED
    record(unit, claim, act, actor=actor, note=note)
    return found


def note_told(unit: Unit, found: Milestone, act: WorkAct, *, actor: str) -> None:
    """Keep that people were told of one that is near (``REMINDED``) or late (``SLIPPED``)."""
    column = "reminded" if act is WorkAct.REMINDED else "slipped"
    _change(unit, found, **{column: True})
    record(unit, found.claim, act, actor=actor, note=f"{found.due.isoformat()} {found.what}")


def due_until(unit: Unit, last: date) -> tuple[Milestone, ...]:
    """The open milestones of claims under way whose day is not after ``last``."""
    rows = unit.connection.execute(
        select(milestones)
        .join(claims, claims.c.number == milestones.c.claim)
        .where(
            milestones.c.state == MilestoneState.PLANNED,
            milestones.c.due <= last,
            claims.c.state == ClaimState.IN_PROGRESS,
        )
        .order_by(milestones.c.due, milestones.c.claim, milestones.c.ordinal)
    ).all()
    return tuple(map(_milestone, rows))


def days_late(unit: Unit, claim: Claim) -> int:
    """How many days the earliest open milestone of a claim under way is behind its plan."""
    if claim.state is not ClaimState.IN_PROGRESS:
        return 0
    today = unit.now.astimezone(SHANGHAI).date()
    still_open = [one for one in of_claim(unit, claim.number) if one.is_open]
    return max((one.days_late(today) for one in still_open), default=0)


def report(unit: Unit, claim: int, text: str, *, actor: str) -> Progress:
    """Keep what was reported."""
    kept = clean(text.strip())
    made = Progress(claim, _next(unit, progress_reports, claim), unit.now, actor, kept, ())
    unit.connection.execute(
        insert(progress_reports).values(
            claim=claim,
            ordinal=made.ordinal,
            at=unit.now,
            person=actor,
            text=kept,
            files=[],
        )
    )
    record(unit, claim, WorkAct.REPORTED, actor=actor, note=kept)
    return made


def add_file(unit: Unit, found: Progress, file: str) -> None:
    """Put a kept file (its id) beside a report."""
    unit.connection.execute(
        update(progress_reports)
        .where(progress_reports.c.claim == found.claim, progress_reports.c.ordinal == found.ordinal)
        .values(files=[*found.files, file])
    )


def reports_of(unit: Unit, claim: int) -> tuple[Progress, ...]:
    """What was reported of a claim, the oldest first."""
    rows = unit.connection.execute(
        select(progress_reports)
        .where(progress_reports.c.claim == claim)
        .order_by(progress_reports.c.ordinal)
    ).all()
    return tuple(
        Progress(row.claim, row.ordinal, row.at, row.person, row.text, tuple(row.files))
        for row in rows
    )


def _next(unit: Unit, table: Any, claim: int) -> int:
    last: int | None = unit.connection.execute(
        select(func.max(table.c.ordinal)).where(table.c.claim == claim)
    ).scalar()
    return (last or 0) + 1


def _change(unit: Unit, found: Milestone, **values: Any) -> None:
    unit.connection.execute(
        update(milestones)
        .where(milestones.c.claim == found.claim, milestones.c.ordinal == found.ordinal)
        .values(**values)
    )


def _milestone(row: Row[Any]) -> Milestone:
    return Milestone(
        claim=row.claim,
        ordinal=row.ordinal,
        what=row.what,
        due=row.due,
        state=MilestoneState(row.state),
        reached=row.reached,
        reminded=row.reminded,
        slipped=row.slipped,
    )
