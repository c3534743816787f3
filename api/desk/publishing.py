"""Publishing a need on the market, rewording what everybody sees of it, and taking it back."""

from dataclasses import dataclass, replace

from api.clock import SHANGHAI
from api.desk.people import Notifier, Staff
from api.desk.review import reason_of, reviewable, tell_owner
from api.domain.duties import Duty
from api.domain.errors import WrongMove
from api.domain.public_need import PublicNeed, PublicWords, is_public, public_need
from api.domain.publication import Notice, Publication, notice_days
from api.domain.ticket import Ticket, TicketStatus
from api.domain.working_days import working_days_after
from api.store import tickets as store
from api.store.database import Unit
from api.store.public_forms import public_forms
from api.store.publications import keep_publication, publication_of
from api.working_days import is_workday

REWORDED = "公开内容改为：{title}"  # in the history, for staff


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A ticket beside what everybody sees of it, now or once it is published.

    ``seen`` is the public form in ``publication``'s words, or in others that are tried out.
    """

    ticket: Ticket
    publication: Publication
    seen: PublicNeed


def publication_page(
    unit: Unit, staff: Staff, number: int, words: PublicWords | None = None
) -> PublicationPage:
    """What the page shows; with other ``words`` it shows how they would look.

    Raises:
        NotFound: there is no such ticket.
        NotAllowed: it is the reviewer's own.
        WrongMove: it is neither public nor can be published now.
    """
    ticket = store.load(unit, number)
    reviewable(unit, staff, number, ticket.version)
    if ticket.status is not TicketStatus.ACCEPTED and not is_public(ticket):
        raise WrongMove(f"工单 {number} 现在是“{ticket.status.label}”，受理之后才能公开发布。")
    publication = publication_of(unit, number)
    shown = publication.words if words is None else words
    seen = public_forms(unit, (ticket,))[number]
    seen = replace(public_need(ticket, shown), claimed=seen.claimed, left=seen.left)
    if not is_public(ticket):
        seen = replace(seen, status=TicketStatus.PUBLISHED)
    return PublicationPage(ticket, publication, seen)


def publish(
    unit: Unit,
    staff: Staff,
    number: int,
    *,
    version: int,
    words: PublicWords,
    days: int,
    notifier: Notifier,
) -> Ticket:
    """Make an accepted need public, with ``days`` working days of notice (0: none). The reporter
    is told.

    Raises:
        Invalid: see ``notice_days``.
        NotFound, Outdated, WrongMove, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.PUBLISH_NEEDS)
    before = reviewable(unit, staff, number, version)
    after = before.moved(TicketStatus.PUBLISHED, actor=staff.username, at=unit.now)
    notice = None
    if notice_days(days):
        today = unit.now.astimezone(SHANGHAI).date()
        first, last = (working_days_after(today, count, is_workday) for count in (1, days))
        notice = Notice(first, last)
    keep_publication(unit, number, Publication(words, notice), staff.username)
    store.save(unit, before, after)  # others are told of it here, in the words just kept
    tell_owner(unit, after, notifier)
    return after


def reword(unit: Unit, staff: Staff, number: int, *, version: int, words: PublicWords) -> Ticket:
    """Change what everybody reads of a public need; the notice goes on.

    Raises:
        WrongMove: it is not public.
        NotFound, Outdated, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.PUBLISH_NEEDS)
    before = reviewable(unit, staff, number, version)
    if not is_public(before):
        raise WrongMove(f"工单 {number} 没有公开，不用改公开内容。请先公开发布。")
    title = public_need(before, words).title
    after = before.noted(actor=staff.username, at=unit.now, reason=REWORDED.format(title=title))
    store.save(unit, before, after)
    publication = publication_of(unit, number)
    keep_publication(unit, number, Publication(words, publication.notice), staff.username)
    return after


def take_back(
    unit: Unit, staff: Staff, number: int, *, version: int, reason: str, notifier: Notifier
) -> Ticket:
    """End the publication of a need nobody has claimed; the reporter is told why. What was written
    is kept for another time.

    Raises:
        Invalid: no reason given, or one that is too long.
        WrongMove: somebody claimed it, or it is not public.
        NotFound, Outdated, NotAllowed: see ``reviewable``.
    """
    staff.require(Duty.PUBLISH_NEEDS)
    before = reviewable(unit, staff, number, version)
    if is_public(before) and before.status is not TicketStatus.PUBLISHED:
        raise WrongMove(f"工单 {number} 已经有机构认领，不能停止公开。请先处理认领，再来停止公开。")
    why = reason_of(reason)
    after = before.moved(TicketStatus.ACCEPTED, actor=staff.username, at=unit.now, reason=why)
    store.save(unit, before, after)
    tell_owner(unit, after, notifier)
    return after
