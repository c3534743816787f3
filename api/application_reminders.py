"""Applications (申报): staff hear what is due once a working day, organisations of milestones."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from api.clock import SHANGHAI
from api.desk.applications import actor_of
from api.desk.people import Staff
from api.domain.application import Application
from api.domain.application_due import ApplicationDue
from api.domain.application_event import Act
from api.domain.application_time import stage_time
from api.domain.application_waiting import waits_for
from api.domain.duties import Role
from api.domain.milestone import REMINDED_BEFORE
from api.domain.procedure import Procedure
from api.domain.project_milestone import milestones_of
from api.domain.review_time import WARNED
from api.domain.working_days import working_days_after
from api.store import application_search, members
from api.store.applications import found
from api.store.database import Database, Unit
from api.store.notices import tell_person
from api.tables.people import staff
from api.working_days import is_workday
from knowledge.procedure_files import load_procedures

OFFICE_HOURS = range(9, 18)  # in Shanghai


@dataclass(frozen=True, slots=True)
class ApplicationWords:
    """Make turns (JSON): for ``staff`` of all that is due for one of them, for a ``member`` of an
    organisation of one milestone."""

    staff: Callable[[Sequence[ApplicationDue]], dict[str, Any]]
    member: Callable[[ApplicationDue], dict[str, Any]]


class ApplicationReminders:
    """A chore: safe to run in several processes at once, and again after a crash.

    Whoever may decide hears of it from the day before on; administrators, who lead, hear of what
    is late. Organisations hear once before a milestone and once when it is late. Only who linked
    their chat can be told.
    """

    def __init__(self, database: Database, words: ApplicationWords) -> None:
        """Work on ``database``."""
        self._database = database
        self._words = words

    def __call__(self) -> int:
        """Tell whom it concerns; returns how many members of staff."""
        with self._database.begin() as unit:
            now = unit.now.astimezone(SHANGHAI)
            today = now.date()
            if now.hour not in OFFICE_HOURS or not is_workday(today):
                return 0
            procedures = load_procedures()
            for one in found(unit, application_search.slipped(today + REMINDED_BEFORE + _DAY)):
                self._tell_members(unit, one, today)
            waiting = _concerned(unit, procedures, today)
            for person, due in waiting.items():
                key = f"application-due:{person}:{today.isoformat()}"
                tell_person(unit, person=person, turn=partial(self._words.staff, due), key=key)
            return len(waiting)

    def _tell_members(self, unit: Unit, application: Application, today: date) -> None:
        for number, due in _milestones(application, today, today + REMINDED_BEFORE):
            when = "late" if due.late else "near"
            for member in members.members_of(unit, application.organisation):
                key = f"application-{application.number}-milestone-{number}-{when}-{member.mark}"
                tell_person(
                    unit, person=member.person, turn=partial(self._words.member, due), key=key
                )


def _concerned(
    unit: Unit, procedures: dict[str, Procedure], today: date
) -> dict[str, list[ApplicationDue]]:
    """Whom of the staff to tell, and of what, the longest due first."""
    linked = tuple(_linked(unit))
    told: dict[str, list[ApplicationDue]] = defaultdict(list)
    for one in found(unit, application_search.late(_soon(today) + _DAY)):
        procedure = procedures[one.programme]
        due = _decision(one, procedure, today)
        for each in linked:
            leads = due.late and Role.ADMIN in each.roles
            if leads or waits_for(one, procedure, actor_of(unit, each, one), today):
                told[each.person or ""].append(due)
    for one in found(unit, application_search.slipped(today)):
        late = [due for _, due in _milestones(one, today, today) if due.late]
        for each in linked:
            may = one.may(procedures[one.programme], actor_of(unit, each, one), Act.PROGRESS)
            if may or Role.ADMIN in each.roles:
                told[each.person or ""] += late
    return {person: sorted(due, key=lambda one: one.due) for person, due in told.items()}


def _decision(one: Application, procedure: Procedure, today: date) -> ApplicationDue:
    time = stage_time(procedure, one, today, SHANGHAI, is_workday)
    day = time.due if time and time.due else today
    stage = procedure.stage(one.stage)
    return ApplicationDue(one.code, one.project.title, stage.label, day, late=day < today)


def _milestones(one: Application, today: date, until: date) -> Iterator[tuple[int, ApplicationDue]]:
    for each in milestones_of(one.events):
        if each.is_open and each.due <= until:
            yield (
                each.number,
                ApplicationDue(
                    one.code,
                    one.project.title,
                    each.what,
                    each.due,
                    late=each.due < today,
                    is_milestone=True,
                ),
            )


def _linked(unit: Unit) -> Iterator[Staff]:
    rows = unit.connection.execute(
        select(staff.c.username, staff.c.roles, staff.c.person)
        .where(staff.c.person.is_not(None), staff.c.disabled.is_(False))
        .order_by(staff.c.username)
    ).all()
    for row in rows:
        yield Staff(row.username, frozenset(map(Role, row.roles)), person=row.person)


def _soon(today: date) -> date:
    return working_days_after(today, WARNED, is_workday)


_DAY = timedelta(days=1)
