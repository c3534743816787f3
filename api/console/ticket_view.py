"""Everything the ticket page shows, gathered in one read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from api.clock import SHANGHAI
from api.console.claim_view import badge
from api.console.criteria import Case, Criterion, criteria
from api.console.history_view import Event, events
from api.console.need_view import FieldRow, field_rows
from api.console.phrases import ASK, REJECT, RETURN
from api.console.queue_query import QueueQuery
from api.console.queue_view import STATUS_BADGES, QueueView, queue_view
from api.console.words import span
from api.desk.assigning import UNDER_REVIEW
from api.desk.claim_lines import ClaimLine
from api.desk.claim_pages import NeedClaims, need_claims
from api.desk.people import Staff
from api.desk.queue import QueueRow, some
from api.desk.shortcuts import Phrase, phrases_of
from api.desk.ticket_page import TicketPage, ticket_page
from api.domain.followup import REOPENS, Feedback, Said
from api.domain.need import FiscalCover, Need, Urgency
from api.domain.public_need import is_public
from api.domain.review_time import LIMIT, ReviewTime, review_time
from api.domain.ticket import TicketStatus
from api.outbox import DeliveryStatus
from api.store.database import Unit
from api.store.looks import Look, Seen, looked, present
from api.store.need_versions import how_many
from api.store.similar import SimilarCase, similar_cases
from api.store.ticket_queue import TicketFilter
from api.working_days import is_workday
from knowledge.places.gazetteer import Gazetteer

COUNTY_CODE = 6  # digits of a GB/T 2260 code down to the county
MOST_OTHERS = 5
TRANSCRIPT_SHOWN = 12  # lines; a longer talk is folded


DELIVERY_BADGES = {
    DeliveryStatus.PENDING: "badge-wait",
    DeliveryStatus.DELIVERED: "badge-good",
    DeliveryStatus.NEEDS_ATTENTION: "badge-lost",
    DeliveryStatus.CANCELLED: "",
}


FEEDBACK_BADGES = {
    Feedback.RECEIVED: "badge-good",
    Feedback.PARTLY: "badge-wait",
    Feedback.MISSING: "badge-lost",
    Feedback.PLEASED: "badge-good",
    Feedback.SOSO: "badge-info",
    Feedback.UNHAPPY: "badge-lost",
    Feedback.UNSOLVED: "badge-lost",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A stay of somebody at the ticket or at one of its files, by its name."""

    what: str
    look: Look


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket with what surrounds it.

    ``others`` are some of the ``others_total`` tickets of the same county and category.
    ``colleague`` is who reviews it, unless that is oneself; ``viewers`` look at it now.
    ``versions`` counts those of its need.
    """

    page: TicketPage
    queue: QueueView
    now: datetime
    fields: tuple[FieldRow, ...]
    criteria: tuple[Criterion, ...]
    events: tuple[Event, ...]
    others: tuple[QueueRow, ...]
    others_total: int
    colleague: str
    looks: tuple[Opened, ...]
    viewers: tuple[str, ...]
    own_phrases: tuple[Phrase, ...]
    claims: NeedClaims
    versions: int
    similar: tuple[SimilarCase, ...]

    @property
    def badge(self) -> str:
        """The class of the status's badge."""
        return STATUS_BADGES.get(self.page.ticket.status, "")

    @property
    def review_limit(self) -> int:
        """Working days within which staff decide."""
        return LIMIT

    @property
    def review_time(self) -> ReviewTime | None:
        """How long the review has taken, and how long it may."""
        today = self.now.astimezone(SHANGHAI).date()
        return review_time(self.page.ticket.history, today, SHANGHAI, is_workday)

    @property
    def marks(self) -> tuple[str, ...]:
        """What makes the need pressing."""
        need = self.page.ticket.need
        found = [need.urgency.label] if need.urgency in (Urgency.URGENT, Urgency.SUDDEN) else []
        if need.fiscal_cover is FiscalCover.NONE:
            found.append(need.fiscal_cover.label)
        return tuple(found)

    @property
    def waited(self) -> str:
        """How long ago it was reported."""
        return span(self.page.submitted_at, self.now)

    @property
    def suffix(self) -> str:
        """The list's filter, for addresses on the page."""
        return self.queue.query.here()

    @property
    def is_under_review(self) -> bool:
        """Whether it is still to be decided, by staff now or once the reporter has answered."""
        return self.page.ticket.status in UNDER_REVIEW

    @property
    def publishing(self) -> str:
        """What the way to the page of the publication is called; empty when there is none."""
        if self.page.conflict:
            return ""
        if self.page.ticket.status is TicketStatus.ACCEPTED:
            return "公开发布"
        return "公开的内容" if is_public(self.page.ticket) else ""

    @property
    def folds_transcript(self) -> bool:
        """Whether the talk is too long to stand open."""
        return len(self.page.transcript) > TRANSCRIPT_SHOWN

    @property
    def is_forwarding(self) -> bool:
        """Whether a delivery is under way, so that the page looks again by itself."""
        return any(each.status is DeliveryStatus.PENDING for each in self.page.deliveries)

    @property
    def delivery_badges(self) -> dict[DeliveryStatus, str]:
        """The class of each delivery status's badge."""
        return DELIVERY_BADGES

    @property
    def reopened(self) -> Said | None:
        """What the reporter said last, when it set the ticket under way again."""
        last = self.page.feedback[-1] if self.page.feedback else None
        again = self.page.ticket.status is TicketStatus.IN_PROGRESS
        return last if last and last.feedback in REOPENS and again else None

    @property
    def feedback_badges(self) -> dict[Feedback, str]:
        """The class of each feedback's badge."""
        return FEEDBACK_BADGES

    @property
    def claim_badge(self) -> Callable[[ClaimLine], str]:
        """The class of the badge of a claim's state."""
        return badge

    @property
    def return_phrases(self) -> dict[str, str]:
        """Sentences to return a field with."""
        return RETURN

    @property
    def ask_phrases(self) -> tuple[str, ...]:
        """Questions to ask the reporter."""
        return ASK

    @property
    def reject_phrases(self) -> tuple[str, ...]:
        """Sentences to reject with."""
        return REJECT


def ticket_view(
    unit: Unit, staff: Staff, number: int, query: QueueQuery, gazetteer: Gazetteer
) -> TicketView:
    """The page of a ticket.

    Raises:
        NotFound: there is no such ticket.
    """
    page = ticket_page(unit, staff, number)
    others, total = _others(unit, staff, number, page.ticket.need)
    taken = page.ticket.status is TicketStatus.IN_REVIEW and page.reviewer != staff.username
    return TicketView(
        page=page,
        queue=queue_view(unit, staff, query, gazetteer, chosen=number),
        now=unit.now,
        fields=field_rows(page.ticket),
        criteria=criteria(Case(page.ticket, len(page.files), total, len(page.overlap.duplicates))),
        events=events(page.ticket),
        others=others,
        others_total=total,
        colleague=(page.reviewer or "") if taken else "",
        looks=_looks(unit, page),
        viewers=present(unit, Seen.TICKET, number, but=staff.username),
        own_phrases=phrases_of(unit, staff),
        claims=need_claims(unit, page.ticket),
        versions=how_many(unit, number),
        similar=_similar(unit, staff, page),
    )


def _similar(unit: Unit, staff: Staff, page: TicketPage) -> tuple[SimilarCase, ...]:
    """Past cases that ``staff`` may open, without those already shown as perhaps the same need."""
    shown = {other.number for other in page.overlap.duplicates}
    but = {page.ticket.number, *shown}
    return similar_cases(unit, page.ticket.need, but=but, regions=staff.regions)


def _looks(unit: Unit, page: TicketPage) -> tuple[Opened, ...]:
    """Who opened the ticket and its files, the latest first."""
    names = {file.id: file.name for file in page.files}
    found = [Opened("工单", look) for look in looked(unit, Seen.TICKET, (page.ticket.number,))]
    found += [Opened(names[look.key], look) for look in looked(unit, Seen.FILE, names)]
    return tuple(sorted(found, key=lambda opened: opened.look.until, reverse=True))


def _others(unit: Unit, staff: Staff, number: int, need: Need) -> tuple[tuple[QueueRow, ...], int]:
    """What may be the same need reported twice: the same category in the same county."""
    code = need.place.code or ""
    if len(code) < COUNTY_CODE or need.category is None:
        return (), 0
    wanted = TicketFilter(
        category=need.category, county=code[:COUNTY_CODE], page_size=MOST_OTHERS + 1
    )
    found, total = some(unit, staff, wanted)
    others = tuple(row for row in found if row.number != number)[:MOST_OTHERS]
    return others, max(total - 1, 0)
