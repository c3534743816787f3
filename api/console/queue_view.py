"""The list of tickets as the templates show it: tabs with counts, rows with how long they wait."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from api.clock import SHANGHAI
from api.console.queue_divisions import DivisionLink, division_links, named
from api.console.queue_filters import FilterField, filter_fields
from api.console.queue_query import ALL, OPEN, QueueQuery
from api.console.words import span
from api.desk.assigning import UNDER_REVIEW
from api.desk.people import Staff
from api.desk.queue import QueuePage, QueueRow, queue
from api.desk.shortcuts import SavedView, views_of
from api.domain.followup import Signal
from api.domain.need import FiscalCover, Urgency
from api.domain.review_time import WARNED
from api.domain.ticket import TicketStatus
from api.domain.working_days import working_days_between
from api.store.database import Unit
from api.store.followup import signals
from api.store.rule_assigning import candidates
from api.store.ticket_changes import Mark, mark
from api.working_days import is_workday
from knowledge.places.gazetteer import Gazetteer

S = TicketStatus
MOST_PRESSING = 3
ALWAYS = (S.SUBMITTED, S.IN_REVIEW, S.RETURNED, S.ACCEPTED)  # other tabs only when not empty

# Amber waits for somebody else, green went well, red is refused; the rest is neither.
STATUS_BADGES = {
    S.IN_REVIEW: "badge-info",
    S.RETURNED: "badge-wait",
    S.ACCEPTED: "badge-good",
    S.REJECTED: "badge-lost",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One status to choose."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket in the list. ``waiting`` says how long and for whom, ``due`` that the time for a
    decision is running out, or out when ``is_late``."""

    row: QueueRow
    address: str
    badge: str
    waiting: str
    chosen: bool
    due: str = ""
    is_late: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """What makes it pressing: 急需 or 突发困难, 财政资金未覆盖."""
        found = []
        if self.row.urgency in (Urgency.URGENT, Urgency.SUDDEN):
            found.append(self.row.urgency.label)
        if self.row.fiscal_cover is FiscalCover.NONE:
            found.append(self.row.fiscal_cover.label)
        return tuple(found)

    @property
    def reviewer(self) -> str:
        """Who has it, while that matters."""
        if self.row.status not in UNDER_REVIEW or not self.row.reviewer:
            return ""
        doing = "在审核" if self.row.status is S.IN_REVIEW else "负责"
        return f"我{doing}" if self.row.mine else f"{self.row.reviewer} {doing}"


@dataclass(frozen=True, slots=True)
class QueueView:
    """Everything the list shows."""

    query: QueueQuery
    page: QueuePage
    lines: tuple[Line, ...]
    tabs: tuple[Tab, ...]
    signals: tuple[Signal, ...]
    reviewers: tuple[str, ...]
    fields: tuple[FilterField, ...]
    saved: tuple[SavedView, ...]
    mark: Mark
    divisions: tuple[DivisionLink, ...]
    chips: tuple[tuple[str, str], ...]

    @property
    def changes(self) -> str:
        """Where the page asks whether the list is still so."""
        parts = {"since": self.mark.since.isoformat(), "seen": self.mark.changes}
        return f"/desk/changes?{urlencode(parts)}"

    @property
    def may_be_kept(self) -> bool:
        """Whether the list is narrowed in a way that is not kept under a name yet."""
        query = self.query.suffix()[1:]
        return bool(query) and query not in {view.query for view in self.saved}

    @property
    def is_narrowed(self) -> bool:
        """Whether any field beside the words narrows the list."""
        return bool(self.query.parts().keys() - {"status", "q"})

    def page_address(self, number: int) -> str:
        """The address of another page of the same list."""
        return f"/desk{self.query.suffix(page=str(number))}"

    @property
    def pressing(self) -> tuple[Line, ...]:
        """What to look at first of this page: the sudden, then the urgent, each by waiting."""
        waiting = [line for line in self.lines if line.row.status is S.SUBMITTED]
        found = [
            line
            for urgency in (Urgency.SUDDEN, Urgency.URGENT)
            for line in waiting
            if line.row.urgency is urgency
        ]
        return tuple(found[:MOST_PRESSING])

    def next_waiting(self, number: int) -> str | None:
        """The address of the next submitted ticket in the list, to go on with."""
        for line in self.lines:
            if line.row.status is S.SUBMITTED and line.row.number != number:
                return line.address
        return None


def queue_view(
    unit: Unit,
    staff: Staff,
    query: QueueQuery,
    gazetteer: Gazetteer,
    chosen: int | None = None,
) -> QueueView:
    """The list as this address narrows it; ``chosen`` is the ticket shown beside it."""
    today = unit.now.astimezone(SHANGHAI).date()
    wanted = replace(query.filter(today), regions=staff.regions)
    page = queue(unit, staff, wanted)
    lines = tuple(
        Line(
            row=row,
            address=f"/desk/tickets/{row.number}{query.here()}",
            badge=STATUS_BADGES.get(row.status, ""),
            waiting=_waiting(row, unit.now),
            chosen=row.number == chosen,
            due=due_words(row.review_due, today),
            is_late=row.review_due is not None and row.review_due < today,
        )
        for row in page.rows
    )
    reviewers = tuple(one.username for one in candidates(unit))
    return QueueView(
        query,
        page,
        lines,
        _tabs(query, page.counts.status),
        signals(unit),
        reviewers,
        filter_fields(query, page.counts, reviewers, page.provinces),
        views_of(unit, staff),
        mark(unit),
        division_links(unit, query, wanted, gazetteer),
        query.chips(named(query, gazetteer)),
    )


def due_words(due: date | None, today: date) -> str:
    """What to say of the time left for a decision; nothing while there is enough of it."""
    if due is None:
        return ""
    if due < today:
        late = working_days_between(due, today, is_workday)
        return f"超期 {late} 个工作日" if late else "已到期"
    left = working_days_between(today, due, is_workday)
    if left > WARNED:
        return ""
    return "今天到期" if due == today else f"{due.month}月{due.day}日到期"


def _waiting(row: QueueRow, now: datetime) -> str:
    if row.status in OPEN:
        return f"已等 {span(row.submitted_at, now)}"
    if row.status is S.RETURNED:
        return f"等上报人 {span(row.changed_at, now)}"
    return f"{span(row.changed_at, now)}前更新"


def _tabs(query: QueueQuery, found: Mapping[TicketStatus, int]) -> tuple[Tab, ...]:
    counts = {status: found.get(status, 0) for status in S}

    def tab(label: str, count: int, status: str) -> Tab:
        address = f"/desk{query.suffix(status=status)}"
        return Tab(label, count, address, query.status == status)

    shown = [status for status in S if status in ALWAYS or counts[status] or status == query.status]
    return (
        tab("待处理", sum(counts[status] for status in OPEN), ""),
        *(tab(status.label, counts[status], status) for status in shown),
        tab("全部", sum(counts.values()), ALL),
    )
