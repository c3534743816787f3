"""Which forms a ticket's page offers to whom, and what of a form is kept when it is refused."""

from dataclasses import dataclass

from api.console.decision import TARGETS, Action, Decision
from api.console.history_view import who
from api.console.words import moment
from api.desk.assigning import UNDER_REVIEW
from api.desk.people import Staff
from api.desk.ticket_page import TicketPage
from api.domain.duties import Duty as D
from api.domain.errors import Outdated, Refusal
from api.domain.review_points import NOTHING, Checked
from api.domain.ticket import FINISHED, TicketStatus

CHANGED = (
    "这份工单在页面打开之后有了变化：{at} {who}更新，现在是“{status}”。"
    "下面已经是最新内容，写的话还留着，请核对后再决定。"
)
MOVED_ON = "原来的操作现在不能做了，写的话放在“备注”里。"
# Whose an action is; see the use cases, which refuse it to all others.
DUTIES = {Action.PROGRESS: (D.HANDLE_CLAIMS,), Action.ASK: (D.REVIEW_NEEDS, D.HANDLE_CLAIMS)}
DUTIES |= {Action.NOTE: (D.SEE_NEEDS,)}
REVIEWING = (D.REVIEW_NEEDS,)  # all the others


@dataclass(frozen=True, slots=True)
class Forms:
    """Which forms the ticket page offers, which is open, and what stands in it."""

    actions: frozenset[Action]
    opened: Action | None = None
    problem: str = ""
    reason: str = ""
    fields: tuple[str, ...] = ()
    to: str = ""
    checks: Checked = NOTHING

    def reason_of(self, action: str) -> str:
        """What was typed into that form."""
        return self.reason if action == self.opened else ""

    def problem_of(self, action: str) -> str:
        """Why that form was refused."""
        return self.problem if action == self.opened else ""

    def offers(self, action: str) -> bool:
        """Whether that form is there."""
        return action in self.actions


def forms(
    page: TicketPage,
    staff: Staff,
    decision: Decision | None = None,
    refusal: Refusal | None = None,
) -> Forms:
    """The forms of ``staff`` for a ticket; after a refusal the one sent, as it was sent."""
    possible = frozenset(
        action for action in _possible(page) if staff.may(*DUTIES.get(action, REVIEWING))
    )
    if decision is None or refusal is None:
        return Forms(possible)
    problem = _changed(page) if isinstance(refusal, Outdated) else refusal.message
    opened = decision.action
    if opened not in possible:
        opened = Action.NOTE
        problem = f"{problem}{MOVED_ON}" if decision.reason.strip() else problem
    return Forms(
        possible, opened, problem, decision.reason, decision.fields, decision.to, decision.checks
    )


def _possible(page: TicketPage) -> frozenset[Action]:
    """What can be done with the ticket as it stands."""
    possible = frozenset(
        action
        for action, target in TARGETS.items()
        if target in page.moves and _begins_here(action, page.ticket.status)
    ) | {Action.NOTE}
    if page.goes_on and not page.conflict:
        possible |= {Action.UNMERGE}
    if page.by_hand:
        possible |= {Action.PROGRESS}
    if page.ticket.status not in FINISHED and not page.conflict:
        possible |= {Action.ASK}
    if page.ticket.status in UNDER_REVIEW and not page.conflict:
        possible |= {Action.ASSIGN, Action.PUT_BACK} if page.reviewer else {Action.ASSIGN}
    return possible


def _begins_here(action: Action, status: TicketStatus) -> bool:
    # A returned ticket comes back by itself: taking it would cut the reporter short. A published
    # one is taken back from the market on a page of its own.
    begins = {Action.TAKE: TicketStatus.SUBMITTED, Action.ACCEPT: TicketStatus.IN_REVIEW}
    return begins.get(action, status) is status


def _changed(page: TicketPage) -> str:
    last = page.ticket.history[-1]
    return CHANGED.format(at=moment(last.at), who=who(last.actor), status=page.ticket.status.label)
