"""Reviews that are due (审核时限): once a working day staff hear which decisions wait for them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from api.clock import SHANGHAI
from api.domain.duties import Role
from api.domain.review_time import WARNED
from api.domain.working_days import working_days_after
from api.store.database import Database, Unit
from api.store.notices import tell_person
from api.tables.people import staff
from api.tables.tickets import tickets
from api.working_days import is_workday

OFFICE_HOURS = range(9, 18)  # in Shanghai


@dataclass(frozen=True, slots=True)
class DueReview:
    """A ticket somebody has to decide on by ``due``; it is ``late`` when that day is over."""

    number: int
    title: str
    due: date
    late: bool


Word = Callable[[Sequence[DueReview]], dict[str, Any]]


class ReviewReminders:
    """A chore: safe to run in several processes at once, and again after a crash.

    Whoever reviews a ticket hears of theirs from the day before on; administrators hear of what
    nobody took, and of what is late. Only who linked their chat can be told.
    """

    def __init__(self, database: Database, word: Word) -> None:
        """``word`` makes the turn (JSON) for the tickets one person hears of."""
        self._database = database
        self._word = word

    def __call__(self) -> int:
        """Tell whom it concerns; returns how many people."""
        with self._database.begin() as unit:
            now = unit.now.astimezone(SHANGHAI)
            today = now.date()
            if now.hour not in OFFICE_HOURS or not is_workday(today):
                return 0
            waiting = _concerned(unit, today)
            for person, due in waiting.items():
                key = f"review-due:{person}:{today.isoformat()}"
                tell_person(unit, person=person, turn=partial(self._word, due), key=key)
            return len(waiting)


def _concerned(unit: Unit, today: date) -> dict[str, list[DueReview]]:
    """Whom to tell, and of which tickets, the longest due first."""
    linked = unit.connection.execute(
        select(staff.c.username, staff.c.roles, staff.c.person).where(
            staff.c.person.is_not(None), staff.c.disabled.is_(False)
        )
    ).all()
    found: dict[str, list[DueReview]] = defaultdict(list)
    for row in _due(unit, working_days_after(today, WARNED, is_workday)):
        late = row.review_due < today
        for one in linked:
            leads = Role.ADMIN in one.roles and (late or row.reviewer is None)
            if leads or one.username == row.reviewer:
                found[one.person].append(DueReview(row.number, row.title, row.review_due, late))
    return found


def _due(unit: Unit, until: date) -> Sequence[Any]:
    return unit.connection.execute(
        select(tickets.c.number, tickets.c.title, tickets.c.review_due, tickets.c.reviewer)
        .where(tickets.c.review_due <= until)
        .order_by(tickets.c.review_due, tickets.c.number)
    ).all()
