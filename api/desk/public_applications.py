"""An application (申报) as everybody may see it: in public notice, and once announced."""

from dataclasses import dataclass
from datetime import date, datetime

from api.clock import SHANGHAI
from api.desk.applications import today
from api.domain.application import Application
from api.domain.application_event import Act, Standing
from api.domain.errors import NotFound
from api.domain.objection import Notice, notice_of, objections_of
from api.domain.procedure import Procedure, StageKind
from api.domain.project import Project
from api.store import applications as store
from api.store import organisations
from api.store.database import Unit

GONE = "没有公开的申报。公示期满、还没有公告，或者编号有误时，这里看不到。"


@dataclass(frozen=True, slots=True)
class PublicApplication:
    """What is public of it. ``takes_objections``: its notice runs today; ``announced`` is the day
    it was announced, ``concluded`` the one on which its project was. ``objections`` and
    ``answered`` are counts."""

    number: int
    programme: str
    organisation: str
    project: Project
    notice: Notice | None
    takes_objections: bool
    announced: date | None
    concluded: date | None
    objections: int
    answered: int


def public_application(
    unit: Unit, procedures: dict[str, Procedure], number: int
) -> PublicApplication:
    """One application.

    Raises:
        NotFound: there is none, or it is not public.
    """
    try:
        application = store.load(unit, number)
    except NotFound:
        raise NotFound(GONE) from None
    seen = _public(unit, procedures, application)
    if seen is None:
        raise NotFound(GONE)
    return seen


def public_applications(
    unit: Unit, procedures: dict[str, Procedure]
) -> tuple[PublicApplication, ...]:
    """All that are public, the newest first."""
    found = (_public(unit, procedures, one) for one in store.found(unit))
    return tuple(one for one in found if one is not None)


def public_projects(
    unit: Unit, procedures: dict[str, Procedure], organisation: str
) -> tuple[PublicApplication, ...]:
    """What an organisation was announced for, the newest first. How it was graded is for staff:
    no source says that it is published."""
    own = store.of_organisations(unit, (organisation,))
    found = (_public(unit, procedures, one) for one in own)
    return tuple(one for one in found if one is not None and one.announced)


def _public(
    unit: Unit, procedures: dict[str, Procedure], application: Application
) -> PublicApplication | None:
    procedure = procedures[application.programme]
    running = _running(procedure, application)
    announced = _announced(procedure, application)
    if running is None and announced is None:
        return None
    is_done = application.standing is Standing.COMPLETED
    objections = objections_of(application.events)
    return PublicApplication(
        number=application.number,
        programme=application.programme,
        organisation=organisations.load(unit, application.organisation).name,
        project=application.project,
        notice=running or notice_of(application.events),
        takes_objections=running is not None and not running.is_over(today(unit)),
        announced=announced,
        concluded=_day(application.events[-1].at) if is_done else None,
        objections=len(objections),
        answered=sum(bool(one.reply) for one in objections),
    )


def _running(procedure: Procedure, application: Application) -> Notice | None:
    at_notice = procedure.stage(application.stage).kind is StageKind.PUBLIC_NOTICE
    if not at_notice or application.standing is not Standing.STAFF:
        return None
    return notice_of(application.present_round)


def _announced(procedure: Procedure, application: Application) -> date | None:
    stage = procedure.of_kind(StageKind.ANNOUNCEMENT)
    if stage is None or application.standing in {Standing.REJECTED, Standing.WITHDRAWN}:
        return None
    made = (one for one in application.events if one.act is Act.PASSED and one.stage == stage.key)
    return next((_day(one.at) for one in made), None)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
