"""One application (申报) as staff see it, with all it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.clock import SHANGHAI
from api.desk.application_money import pools_for
from api.desk.applications import Rules, actor_of, is_over, today
from api.desk.past_results import excellent_before, results_before
from api.desk.people import Staff
from api.desk.remits import require_application
from api.domain.application import SAID, Application
from api.domain.application_asked import paid_fen
from api.domain.application_event import Act
from api.domain.application_time import stage_time
from api.domain.application_waiting import wants_evaluation
from api.domain.duties import Duty
from api.domain.eligibility import Verdict, assess
from api.domain.errors import NotAllowed
from api.domain.fund_pool import FundPool
from api.domain.objection import Notice, Objection, notice_of, objections_of
from api.domain.organisation_profile import Profile
from api.domain.past_result import PastResult
from api.domain.procedure import Phase, Procedure, Stage
from api.domain.project_evaluation import Evaluated, evaluations
from api.domain.project_milestone import ProjectMilestone, milestones_of
from api.domain.review_time import ReviewTime
from api.domain.scoring import Scores, is_sealed, scores
from api.store import applications as store
from api.store import organisations
from api.store.database import Unit
from api.working_days import is_workday


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """Everything staff see of one application. ``acts`` are what this member of staff may do now;
    where they may decide nothing, ``why_not`` says why. ``sheets`` is how many were handed in;
    while they are ``sealed`` for this member of staff, ``scores`` has none of them. ``conflict`` is
    what they declared
    (``None``: nothing), ``whole`` whether nobody changed the history. ``evaluates``: the evaluation
    of this stage is still to be made, or made again; ``paid_ahead`` is the money (fen) of which
    some may be given back when it ends."""

    application: Application
    profile: Profile
    stage: Stage
    verdict: Verdict
    acts: frozenset[Act]
    why_not: str
    conflict: bool | None
    scored: bool
    sheets: int
    sealed: bool
    scores: Scores
    notice: Notice | None
    objections: tuple[Objection, ...]
    evaluations: Mapping[Phase, Evaluated]
    evaluates: bool
    milestones: tuple[ProjectMilestone, ...]
    paid_ahead: int
    time: ReviewTime | None
    today: date
    past: tuple[PastResult, ...]
    excellent: PastResult | None
    pools: tuple[FundPool, ...]
    over: bool
    whole: bool


def programme_of(unit: Unit, number: int) -> str:
    """The key of the programme an application is under.

    Raises:
        NotFound: there is none with that number.
    """
    return store.load(unit, number).programme


def stage_of(unit: Unit, rules: Rules, number: int) -> Stage:
    """Where an application stands.

    Raises:
        NotFound: there is none with that number.
    """
    return rules.procedure.stage(store.load(unit, number).stage)


def application_page(unit: Unit, staff: Staff, rules: Rules, number: int) -> ApplicationPage:
    """One application.

    Raises:
        NotFound: there is none with that number.
        NotAllowed: it is not for this member of staff.
    """
    staff.require(Duty.SEE_APPLICATIONS)
    require_application(unit, staff, number)
    application = store.load(unit, number)
    actor = actor_of(unit, staff, application)
    stage = rules.procedure.stage(application.stage)
    declared = [
        one.data["conflict"]
        for one in application.events
        if one.act is Act.DECLARED and one.actor == staff.username
    ]
    acts = frozenset(act for act in Act if application.may(rules.procedure, actor, act))
    sheets = scores(stage, application.present_round)
    is_expert = bool(declared) and not any(declared)
    sealed = is_sealed(stage, application.present_round, staff.username, declared=is_expert)
    return ApplicationPage(
        application=application,
        profile=organisations.load(unit, application.organisation),
        stage=stage,
        verdict=assess(rules.programme, application.project.facts(rules.programme), today(unit)),
        acts=acts - _not_theirs(staff),
        why_not=_why_not(rules.procedure, application, staff, unit),
        conflict=any(declared) if declared else None,
        scored=staff.username in {sheet.expert for sheet in sheets.sheets},
        sheets=len(sheets.sheets),
        sealed=sealed,
        scores=scores(stage, ()) if sealed else sheets,
        notice=notice_of(application.present_round),
        objections=objections_of(application.events),
        evaluations=evaluations(application.events),
        evaluates=wants_evaluation(application, rules.procedure),
        milestones=milestones_of(application.events),
        paid_ahead=paid_fen(application, rules.procedure) if rules.procedure.pays_ahead else 0,
        time=stage_time(rules.procedure, application, today(unit), SHANGHAI, is_workday),
        today=today(unit),
        past=results_before(unit, application),
        excellent=excellent_before(unit, application) if stage.skip else None,
        pools=pools_for(unit, application.programme),
        over=is_over(application),
        whole=store.history_is_whole(unit, application),
    )


def _not_theirs(staff: Staff) -> frozenset[Act]:
    """What ``staff`` never do here: object, and say what only whoever enters applications says."""
    kept_back = frozenset() if staff.may(Duty.ENTER_APPLICATIONS) else SAID
    return kept_back | {Act.OBJECTED}


def _why_not(procedure: Procedure, application: Application, staff: Staff, unit: Unit) -> str:
    if Act.PASSED not in application.open_acts(procedure):
        return ""
    try:
        application.check_actor(procedure, actor_of(unit, staff, application), Act.PASSED)
    except NotAllowed as refusal:
        return refusal.message
    return ""
