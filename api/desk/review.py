"""Deciding on a ticket: take it, accept it, reject it, or return it for named fields."""

from functools import partial

from sqlalchemy import select

from api.desk.people import Notifier, Staff
from api.desk.remits import require_ticket
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotAllowed, Outdated, WrongMove
from api.domain.need import FIELDS
from api.domain.need_json import need_json
from api.domain.redaction import mask
from api.domain.review_points import Checked, checked
from api.domain.ticket import Ticket, TicketStatus
from api.outbox import queue_delivery
from api.store import tickets as store
from api.store.database import Unit
from api.store.notices import tell_person
from api.store.supporting import tell_supporters
from api.tables.posts import posts
from api.tables.tickets import tickets

MATCHING = "matching"  # the kind of delivery that forwards a need
LONGEST_REASON = 1_000

# Who to ring and what the photographs show stay with the desk.
KEPT_BACK = ("contact", "evidence")


def take(unit: Unit, staff: Staff, number: int, *, version: int) -> Ticket:
    """Begin to review a submitted ticket; it is then this person's.

    Raises:
        NotFound, Outdated, WrongMove, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    before = reviewable(unit, staff, number, version)
    after = before.moved(TicketStatus.IN_REVIEW, actor=staff.username, at=unit.now)
    store.save(unit, before, after, reviewer=staff.username)
    return after


def accept(
    unit: Unit,
    staff: Staff,
    number: int,
    *,
    version: int,
    checks: Checked,
    notifier: Notifier,
    reason: str = "",
) -> Ticket:
    """Accept a need: it is forwarded to matching and the reporter is told, all or nothing.

    ``checks`` are the points of the checklist that were ticked; only staff see them.

    Raises:
        Invalid: a point not ticked and no reason why, an unknown one, or a text too long.
        NotFound, Outdated, WrongMove, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    before = reviewable(unit, staff, number, version)
    if before.status is TicketStatus.PUBLISHED:
        raise WrongMove(f"工单 {number} 已经公开发布，不用再受理。请刷新页面，按最新状态处理。")
    before.check_move(TicketStatus.ACCEPTED)
    after = before.moved(
        TicketStatus.ACCEPTED,
        actor=staff.username,
        at=unit.now,
        reason=remark_of(reason),
        checked=checked(checks.points, remark_of(checks.because, "because")),
    )
    store.save(unit, before, after)
    need = {name: value for name, value in need_json(after.need).items() if name not in KEPT_BACK}
    queue_delivery(
        unit,
        kind=MATCHING,
        ticket=number,
        payload={"ticket": number, "version": after.version, "need": need},
        key=f"need-{number}-{after.version}",
    )
    tell_owner(unit, after, notifier)
    return after


def reject(
    unit: Unit, staff: Staff, number: int, *, version: int, reason: str, notifier: Notifier
) -> Ticket:
    """Decline a need and tell the reporter why.

    Raises:
        Invalid: no reason given, or one that is too long.
        NotFound, Outdated, WrongMove, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    before = reviewable(unit, staff, number, version)
    after = before.moved(
        TicketStatus.REJECTED, actor=staff.username, at=unit.now, reason=reason_of(reason)
    )
    store.save(unit, before, after)
    tell_owner(unit, after, notifier)
    return after


def return_to(
    unit: Unit,
    staff: Staff,
    number: int,
    *,
    version: int,
    fields: tuple[str, ...],
    reason: str,
    notifier: Notifier,
) -> Ticket:
    """Ask the reporter for just these fields again; ``fields`` are keys of ``FIELDS``.

    Raises:
        Invalid: no field named, an unknown one, no reason given, or one that is too long.
        NotFound, Outdated, WrongMove, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.REVIEW_NEEDS)
    if not fields:
        raise Invalid("fields", "请至少勾选一项需要补充的内容。")
    if unknown := [name for name in fields if name not in FIELDS]:
        raise Invalid("fields", f"没有“{unknown[0]}”这一项。请从列出的内容中勾选。")
    before = reviewable(unit, staff, number, version)
    after = before.moved(
        TicketStatus.RETURNED,
        actor=staff.username,
        at=unit.now,
        reason=reason_of(reason),
        fields=tuple(name for name in FIELDS if name in fields),
    )
    store.save(unit, before, after)
    tell_owner(unit, after, notifier)
    return after


def note(unit: Unit, staff: Staff, number: int, *, version: int, text: str) -> Ticket:
    """Add a remark to the history; only staff see it.

    Raises:
        Invalid: an empty remark, or one that is too long.
        NotFound, Outdated: see ``reviewable``.
    """
    staff.require(Duty.SEE_NEEDS)
    require_ticket(unit, staff, number)
    before = _current(unit, number, version)
    after = before.noted(
        actor=staff.username, at=unit.now, reason=reason_of(text, "备注是空的。请写好后再保存。")
    )
    store.save(unit, before, after)
    return after


def _current(unit: Unit, number: int, version: int) -> Ticket:
    ticket = store.load(unit, number)
    if ticket.version != version:
        raise Outdated(f"工单 {number} 刚被其他人更新。请刷新页面，按最新内容处理。")
    return ticket


def reviewable(unit: Unit, staff: Staff, number: int, version: int) -> Ticket:
    """The ticket at the version the page showed, when this person may decide on it.

    Raises:
        NotFound: there is no such ticket.
        Outdated: it changed since the page was loaded.
        NotAllowed: it is not in the regions of the reviewer, who reported it, or holds the post
            that did.
    """
    require_ticket(unit, staff, number)
    ticket = _current(unit, number, version)
    if is_own(unit, staff, ticket):
        raise NotAllowed("这是你本人上报的工单，需要由其他同事审核。")
    return ticket


def is_own(unit: Unit, staff: Staff, ticket: Ticket) -> bool:
    """Whether this member of staff reported the need, or holds the post that did."""
    return staff.person is not None and staff.person in (ticket.reporter, owner_of(unit, ticket))


def owner_of(unit: Unit, ticket: Ticket) -> str | None:
    """The person who answers for the ticket now: the holder of its post, else the reporter.

    ``None`` for a post that nobody holds: who held it before has nothing to do with it any more.
    """
    row = unit.connection.execute(
        select(posts.c.person)
        .join(tickets, tickets.c.post == posts.c.id)
        .where(tickets.c.number == ticket.number)
    ).one_or_none()
    return ticket.reporter if row is None else row.person


def remark_of(text: str, field: str = "reason") -> str:
    """What was written beside a decision in ``field``, masked.

    Raises:
        Invalid: too long.
    """
    kept = mask(text.strip())
    if len(kept) > LONGEST_REASON:
        raise Invalid(
            field, f"最多 {LONGEST_REASON:,} 字，现在有 {len(kept):,} 字。请精简后再提交。"
        )
    return kept


def reason_of(text: str, otherwise: str = "请写明原因，上报人会看到这段话。") -> str:
    """The same where something has to be written.

    Raises:
        Invalid: nothing written, or too much.
    """
    kept = remark_of(text)
    if not kept:
        raise Invalid("reason", otherwise)
    return kept


def tell_owner(unit: Unit, ticket: Ticket, notifier: Notifier) -> None:
    """Tell whoever answers for the ticket, and who joined it, of its latest move."""
    owner = owner_of(unit, ticket)
    tell_supporters(unit, ticket, partial(notifier.supporter, ticket), but=owner)
    if owner is None:
        return
    tell_person(
        unit,
        person=owner,
        turn=partial(notifier.ticket, ticket),
        key=f"ticket-{ticket.number}-{ticket.version}",
    )
