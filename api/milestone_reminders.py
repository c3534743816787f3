"""Milestones (节点) of claims: claimants hear before and after, staff hear what is late."""

from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from api.clock import SHANGHAI
from api.domain.agreement import WorkAct
from api.domain.duties import Role
from api.domain.milestone import REMINDED_BEFORE, Milestone
from api.store import claims, milestones
from api.store.database import Database, Unit
from api.store.notices import tell_person
from api.store.work_telling import seen, tell_claimants
from api.tables.people import staff
from api.tables.tickets import tickets
from bot.dialogue.turn_json import turn_json
from bot.work_notices import late_staff_turn, late_turn, near_turn
from bot.work_ports import WorkSeen

SERVICE = "service"
MILESTONE_LOCK = 7_266_437  # PostgreSQL: one process tells at a time
WAKING = range(8, 21)  # hours in Shanghai at which somebody may be told


class MilestoneReminders:
    """A chore: safe to run in several processes at once, and again after a crash. What was told
    stands in the history of the claim, in the transaction that told it."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    def __call__(self) -> int:
        """Tell what is due; returns of how many milestones."""
        with self._database.begin() as unit:
            now = unit.now.astimezone(SHANGHAI)
            if now.hour not in WAKING:
                return 0
            today = now.date()
            unit.alone(MILESTONE_LOCK)
            return sum(
                _told(unit, one, today)
                for one in milestones.due_until(unit, today + REMINDED_BEFORE)
            )


def _told(unit: Unit, one: Milestone, today: date) -> bool:
    late = (today - one.due).days
    if late > 0 and not one.slipped:
        milestones.note_told(unit, one, WorkAct.SLIPPED, actor=SERVICE)
        tell_claimants(
            unit, one.claim, lambda told: late_turn(told, one, late), f"late-{one.ordinal}"
        )
        _tell_staff(unit, one, late)
        return True
    if late <= 0 and not one.reminded:
        milestones.note_told(unit, one, WorkAct.REMINDED, actor=SERVICE)
        tell_claimants(unit, one.claim, lambda told: near_turn(told, one), f"near-{one.ordinal}")
        return True
    return False


def _tell_staff(unit: Unit, one: Milestone, late: int) -> None:
    """Administrators and whoever reviewed the need, as far as they linked their chat."""
    claim = claims.load(unit, one.claim)
    reviewer = select(tickets.c.reviewer).where(tickets.c.number == claim.ticket).scalar_subquery()
    people = unit.connection.execute(
        select(
            staff.c.person, staff.c.roles, (staff.c.username == reviewer).label("reviewed")
        ).where(staff.c.person.is_not(None), staff.c.disabled.is_(False))
    ).all()
    told = seen(unit, claim)
    for person in (one.person for one in people if one.reviewed or Role.ADMIN in one.roles):
        key = f"work-{one.claim}-late-{one.ordinal}-staff-{person}"
        tell_person(unit, person=person, turn=partial(_turn, told, one, late), key=key)


def _turn(told: WorkSeen, one: Milestone, late: int) -> dict[str, Any]:
    return turn_json(late_staff_turn(told, one, late))
