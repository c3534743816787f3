"""Files (附件) of an application at the desk: evidence that staff add, and who looked at them."""

from collections.abc import Iterable

from api.desk.applications import actor_of
from api.desk.people import Staff
from api.domain.duties import Duty
from api.store import application_files, applications
from api.store.database import Unit
from api.store.files import Kept
from api.store.looks import Look, Seen, looked


def attach(unit: Unit, staff: Staff, number: int, kept: Iterable[Kept]) -> None:
    """Keep evidence with an application (the report of an audit, the signed agreement).

    Raises:
        NotAllowed: they see no applications, or belong to the organisation.
        NotFound: there is none with that number.
        WrongMove: there are too many.
    """
    staff.require(Duty.SEE_APPLICATIONS)
    application = applications.load(unit, number)
    actor = actor_of(unit, staff, application)
    for one in kept:
        application_files.add(unit, application, actor, one)


def who_looked(unit: Unit, files: Iterable[application_files.ApplicationFile]) -> tuple[Look, ...]:
    """Who of the staff opened them, the latest first."""
    return looked(unit, Seen.FILE, [one.id for one in files])
