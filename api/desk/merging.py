"""Deciding that two tickets report the same need (合并), and taking that back."""

from api.desk.people import Staff
from api.desk.review import is_own, reason_of, reviewable
from api.domain.duties import Duty
from api.domain.errors import NotAllowed
from api.domain.merging import Pair, merge, part
from api.domain.ticket import Ticket
from api.store import merging
from api.store import tickets as store
from api.store.database import Unit

WHY = "请写明为什么是同一需求，记入两份工单的办理记录。"
WHY_NOT = "请写明为什么不是同一需求，记入两份工单的办理记录。"
OWN = "工单 {number} 是你本人上报的，合不合并要由其他同事决定。"


def merge_into(
    unit: Unit,
    staff: Staff,
    number: int,
    kept: int,
    *,
    version: int,
    kept_version: int,
    reason: str,
) -> Pair:
    """Merge ticket ``number`` into ``kept``: it goes on as that one, and the people of both are
    told. Whatever was merged into ``number`` moves along.

    Raises:
        Invalid: no reason given, or one that is too long.
        WrongMove: see ``api.domain.merging.merge``.
        NotAllowed: this person does not review, reported one of the two, or holds the post that
            did.
        NotFound, Outdated: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    before = Pair(
        _decidable(unit, staff, number, version), _decidable(unit, staff, kept, kept_version)
    )
    after = merge(
        before.ticket,
        before.kept,
        actor=staff.username,
        at=unit.now,
        reason=reason_of(reason, WHY),
    )
    merging.record_merger(unit, before, after)
    return after


def undo_merger(unit: Unit, staff: Staff, number: int, *, version: int, reason: str) -> Pair:
    """Part ticket ``number`` from the one it was merged into: it stands where it stood before, and
    the people of both are told.

    Raises:
        Invalid: no reason given, or one that is too long.
        WrongMove: it is not merged.
        NotAllowed: this person does not review, reported one of the two, or holds the post that
            did.
        NotFound, Outdated: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    ticket = _decidable(unit, staff, number, version)
    kept = store.load(unit, ticket.merged_into or number)
    before = Pair(ticket, _decidable(unit, staff, kept.number, kept.version))
    after = part(ticket, kept, actor=staff.username, at=unit.now, reason=reason_of(reason, WHY_NOT))
    merging.record_parting(unit, before, after)
    return after


def _decidable(unit: Unit, staff: Staff, number: int, version: int) -> Ticket:
    if is_own(unit, staff, store.load(unit, number)):
        raise NotAllowed(OWN.format(number=number))
    return reviewable(unit, staff, number, version)
