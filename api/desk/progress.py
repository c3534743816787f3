"""What happens to a ticket after it was accepted, as far as staff record it by hand; and questions
to the reporter on the way. Each step is told to whoever answers for the ticket."""

from functools import partial

from api.desk.people import Notifier, Staff
from api.desk.review import owner_of, reason_of, remark_of, reviewable, tell_owner
from api.domain.duties import Duty
from api.domain.errors import Invalid, WrongMove
from api.domain.followup import StaffQuestion
from api.domain.ticket import FINISHED, Ticket, TicketStatus
from api.store import followup
from api.store import tickets as store
from api.store.database import Unit
from api.store.delivering import follow_ticket, require_agreements
from api.store.notices import tell_person

S = TicketStatus
# What the desk offers to record. Reviews and publishing have forms of their own; the reporter has
# the last word on a delivery, and staff close it themselves only when no answer comes.
BY_HAND: dict[TicketStatus, tuple[TicketStatus, ...]] = {
    S.PUBLISHED: (S.PARTLY_CLAIMED, S.CLAIMED),
    S.PARTLY_CLAIMED: (S.CLAIMED, S.IN_PROGRESS),
    S.CLAIMED: (S.IN_PROGRESS,),
    S.IN_PROGRESS: (S.DELIVERED,),
    S.DELIVERED: (S.CLOSED,),
}
ASKED = "问上报人：{text}"  # in the history, for staff


def advance(
    unit: Unit,
    staff: Staff,
    number: int,
    *,
    version: int,
    to: str,
    reason: str,
    notifier: Notifier,
) -> Ticket:
    """Record where the ticket stands now; the reporter is told, with the remark if there is one.

    Raises:
        Invalid: no state chosen, or the remark is too long.
        WrongMove: the desk does not record that by hand, or a claim has no agreement yet.
        NotFound, Outdated, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.HANDLE_CLAIMS)
    before = reviewable(unit, staff, number, version)
    if to not in set(S):
        raise Invalid("to", "请选择现在的进展。")
    target = TicketStatus(to)
    if target not in BY_HAND.get(before.status, ()):
        raise WrongMove(
            f"工单 {number} 现在是“{before.status.label}”，不能记为“{target.label}”。"
            "请刷新页面，按最新状态处理。"
        )
    after = before.moved(target, actor=staff.username, at=unit.now, reason=remark_of(reason))
    if target is S.DELIVERED:
        require_agreements(unit, number)
    store.save(unit, before, after)
    follow_ticket(unit, before, after, actor=staff.username)
    tell_owner(unit, after, notifier)
    return after


def ask_reporter(
    unit: Unit, staff: Staff, number: int, *, version: int, text: str, notifier: Notifier
) -> StaffQuestion:
    """Ask whoever answers for the ticket, in their chat; the ticket goes on meanwhile.

    Raises:
        Invalid: nothing asked, or too much.
        WrongMove: the ticket was refused, merged or withdrawn, or nobody holds its post.
        NotFound, Outdated, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS, Duty.HANDLE_CLAIMS)
    before = reviewable(unit, staff, number, version)
    if before.status in FINISHED:
        raise WrongMove(f"工单 {number} 现在是“{before.status.label}”，不用再问上报人。")
    owner = owner_of(unit, before)
    if owner is None:
        raise WrongMove("这份工单的岗位现在没有人担任，问题送不到。请先邀请接任者，再来提问。")
    kept = reason_of(text, "问题是空的。请写好后再发出。")
    after = before.noted(actor=staff.username, at=unit.now, reason=ASKED.format(text=kept))
    store.save(unit, before, after)
    question = followup.ask(unit, number, kept, staff.username)
    tell_person(
        unit,
        person=owner,
        turn=partial(notifier.question, after, question),
        key=f"question-{question.number}",
    )
    return question
