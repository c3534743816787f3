"""How long a stage of an Application (申报) may take, and what of its project is due next."""

from datetime import date, tzinfo

from api.domain.application import MOVES, RECORDS, Application
from api.domain.application_event import Act, Standing
from api.domain.procedure import Procedure, StageKind
from api.domain.project_milestone import milestones_of, next_due
from api.domain.review_time import ReviewTime, time_used
from api.domain.working_days import Workday

_BEGINS = frozenset({Act.ENTERED, Act.PASSED, Act.SKIPPED})


def stage_time(
    procedure: Procedure, application: Application, today: date, zone: tzinfo, is_workday: Workday
) -> ReviewTime | None:
    """How the present stage stands on ``today`` in ``zone``: the days on which the organisation is
    asked do not count. ``None`` once it is over, or where the stage has no time."""
    within = procedure.stage(application.stage).within
    if within is None or not MOVES[application.standing]:
        return None
    told = [one for one in application.events if one.act not in RECORDS]
    begins = max(at for at, one in enumerate(told) if one.act in _BEGINS)
    moves = [
        (one.at.astimezone(zone).date(), one.standing_to is Standing.STAFF) for one in told[begins:]
    ]
    return time_used(moves, within, today, is_workday)


def milestone_due(procedure: Procedure, application: Application) -> date | None:
    """The next planned day of a project that is being delivered; ``None`` where nothing is."""
    kind = procedure.stage(application.stage).kind
    if kind is not StageKind.DELIVERY or not MOVES[application.standing]:
        return None
    return next_due(milestones_of(application.events))
