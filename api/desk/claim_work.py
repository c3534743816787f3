"""Work on a claim (实施) as staff see and change it: agreement, plan, progress, evaluation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from api.desk.people import Staff
from api.desk.remits import require_ticket
from api.domain.agreement import Agreement, WorkEvent
from api.domain.claim import Claim, ClaimState
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotAllowed, WrongMove
from api.domain.evaluation import Evaluation
from api.domain.milestone import Milestone, MilestoneState
from api.domain.ticket import Ticket
from api.store import (
    agreeing,
    agreements,
    claiming,
    claims,
    delivering,
    evaluations,
    fund_pools,
    milestones,
    organisations,
    tickets,
    work_history,
)
from api.store.database import Unit
from api.store.files import StoredFile, file
from api.store.fund_pools import Backing
from api.store.idempotency import recall, record
from api.store.milestones import Progress
from api.store.refusals import note_refusal
from api.store.work_door import REFUSED


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone with the days it is late (0: in time)."""

    milestone: Milestone
    late: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A report of progress with its files."""

    progress: Progress
    files: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Everything staff see of the work on one claim; the newest agreement and report first.
    ``backing`` is what fund pools give to the same need. ``whole``: nobody changed the history
    behind our back."""

    claim: Claim
    organisation: str
    ticket: Ticket
    versions: tuple[Agreement, ...]
    steps: tuple[Step, ...]
    reports: tuple[Reported, ...]
    evaluations: tuple[Evaluation, ...]
    backing: tuple[Backing, ...]
    history: tuple[WorkEvent, ...]
    whole: bool

    @property
    def late(self) -> int:
        """The most days that an open milestone is late."""
        return max((one.late for one in self.steps if one.milestone.is_open), default=0)

    @property
    def may_draft(self) -> bool:
        """Whether an agreement may be drafted now."""
        return self.claim.state in agreeing.UNDER_WAY

    @property
    def under_way(self) -> bool:
        """Whether an agreement is in force and nothing was delivered yet."""
        return self.claim.state is ClaimState.IN_PROGRESS


def work_page(unit: Unit, number: int) -> WorkPage:
    """The work on one claim.

    Raises:
        NotFound: there is none with that number.
    """
    claim = claims.load(unit, number)
    today = agreeing.today(unit)
    return WorkPage(
        claim=claim,
        organisation=organisations.load(unit, claim.organisation).name,
        ticket=tickets.load(unit, claim.ticket),
        versions=agreements.versions_of(unit, number),
        steps=tuple(Step(one, one.days_late(today)) for one in milestones.of_claim(unit, number)),
        reports=tuple(
            Reported(one, tuple(file(unit, key) for key in one.files))
            for one in reversed(milestones.reports_of(unit, number))
        ),
        evaluations=evaluations.of_claim(unit, number),
        backing=fund_pools.backing_of(unit, claim.ticket),
        history=work_history.events_of(unit, number),
        whole=work_history.is_whole(unit, number),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form of the page asks for: ``act`` names it in ``ACTS``; ``target`` is the version of
    an agreement or the ordinal of a milestone."""

    act: str
    key: str
    target: int = 0
    text: str = ""
    day: date | None = None


def do(unit: Unit, staff: Staff, number: int, asked: Asked) -> None:
    """Do it once, however often its form comes.

    Raises:
        NotAllowed: the member of staff acts for the claiming organisation.
        NotFound, WrongMove, Invalid: see ``api.store.agreeing`` and ``api.store.delivering``.
    """
    staff.require(Duty.HANDLE_CLAIMS)
    claim = claims.load(unit, number)
    require_ticket(unit, staff, claim.ticket)
    claiming.locked(unit, claim.ticket)  # so that a form sent twice at once is done once
    mine = organisations.memberships(unit, staff.person) if staff.person else ()
    if claim.organisation in {one.organisation.key for one in mine}:
        raise NotAllowed("这是您所在机构的认领，需要由其他同事办理。")
    act = ACTS.get(asked.act)
    if act is None or not asked.key:
        raise Invalid("act", "这张表单不完整。请刷新页面后再试一次。")
    scope = f"work-{number}"
    if recall(unit, scope, asked.key):
        return
    act(unit, number, asked, staff.username)
    record(unit, scope, asked.key, asked.act)


def note_refused(unit: Unit, staff: Staff, number: int, reason: str) -> None:
    """Keep that something about the claim was refused, for the audit."""
    note_refusal(unit, actor=staff.username, what=REFUSED, subject=f"认领 C{number}", reason=reason)


def _day(asked: Asked, field: str) -> date:
    if asked.day is None:
        raise Invalid(field, "请选择日期。")
    return asked.day


def _draft(unit: Unit, number: int, asked: Asked, actor: str) -> None:
    stated = agreeing.Drafted(_day(asked, "ends"), asked.text)
    agreeing.draft(unit, number, stated, actor=actor)


def _plan(unit: Unit, number: int, asked: Asked, actor: str) -> None:
    claim = claims.load(unit, number)
    if claim.state not in agreeing.UNDER_WAY:
        raise WrongMove(f"认领 {claim.code} 现在是“{claim.state.label}”，不能再排节点。")
    today = agreeing.today(unit)
    milestones.plan(unit, number, asked.text, _day(asked, "due"), today, actor=actor)


def _settle(to: MilestoneState) -> "Act":
    def settled(unit: Unit, number: int, asked: Asked, actor: str) -> None:
        milestones.settle(unit, number, asked.target, to, agreeing.today(unit), actor=actor)

    return settled


Act = Callable[[Unit, int, Asked, str], object]
ACTS: dict[str, Act] = {
    "draft": _draft,
    "send": lambda unit, number, asked, actor: agreeing.send(
        unit, number, asked.target, actor=actor
    ),
    "agree": lambda unit, number, asked, actor: agreeing.agree(
        unit, number, asked.target, actor=actor
    ),
    "force": lambda unit, number, asked, actor: agreeing.put_in_force(
        unit, number, asked.target, actor=actor
    ),
    "end": lambda unit, number, asked, actor: agreeing.end(
        unit, number, asked.target, asked.text, actor=actor
    ),
    "plan": _plan,
    "reach": _settle(MilestoneState.REACHED),
    "drop": _settle(MilestoneState.DROPPED),
    "deliver": lambda unit, number, _, actor: delivering.deliver(unit, number, actor=actor),
}
