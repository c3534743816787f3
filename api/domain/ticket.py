"""A Ticket (工单): the case staff work on, its status table and its hash-chained history."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from api.domain.errors import WrongMove
from api.domain.history import entry_hash
from api.domain.need import Need
from api.domain.review_points import Checked


class TicketStatus(StrEnum):
    """Where a need ticket stands."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    PARTLY_CLAIMED = "partly_claimed"
    CLAIMED = "claimed"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    CLOSED = "closed"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return LABELS[self]


S = TicketStatus
LABELS = {
    S.SUBMITTED: "已提交",
    S.IN_REVIEW: "审核中",
    S.RETURNED: "待补充",
    S.ACCEPTED: "已受理",
    S.PUBLISHED: "已发布",
    S.PARTLY_CLAIMED: "部分认领",
    S.CLAIMED: "已认领",
    S.IN_PROGRESS: "实施中",
    S.DELIVERED: "已送达",
    S.CLOSED: "已办结",
    S.REJECTED: "不予受理",
    S.MERGED: "已合并",
    S.WITHDRAWN: "已撤回",
}

# The whole state machine: what may follow what. Nothing else moves a ticket.
MOVES: dict[TicketStatus, frozenset[TicketStatus]] = {
    S.SUBMITTED: frozenset({S.IN_REVIEW, S.MERGED, S.WITHDRAWN}),
    S.IN_REVIEW: frozenset({S.RETURNED, S.ACCEPTED, S.REJECTED, S.MERGED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.IN_REVIEW, S.MERGED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.PUBLISHED, S.WITHDRAWN}),
    S.PUBLISHED: frozenset({S.PARTLY_CLAIMED, S.CLAIMED, S.ACCEPTED, S.WITHDRAWN}),
    S.PARTLY_CLAIMED: frozenset({S.CLAIMED, S.PUBLISHED, S.IN_PROGRESS}),
    S.CLAIMED: frozenset({S.IN_PROGRESS, S.PARTLY_CLAIMED, S.PUBLISHED}),
    S.IN_PROGRESS: frozenset({S.DELIVERED}),
    S.DELIVERED: frozenset({S.CLOSED, S.IN_PROGRESS}),
    S.CLOSED: frozenset({S.IN_PROGRESS}),  # the reporter says it is not solved: ``followup``
    S.REJECTED: frozenset(),
    S.MERGED: frozenset({S.SUBMITTED, S.IN_REVIEW, S.RETURNED}),  # only to where it came from
    S.WITHDRAWN: frozenset(),
}

# The ticket waits for nobody any more; a merged one does as the ticket it was merged into.
FINISHED = frozenset({S.REJECTED, S.MERGED, S.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Who moved what, when (UTC), from where to where, and why; chained by hash.

    ``status_from`` is ``None`` for the first entry; equal from and to is a note. ``fields``
    are the fields a return asks for, or the fields a correction changed. ``other`` is the number of
    the ticket this one was merged into or parted from, or that was merged into this one;
    ``checked`` is what was confirmed when the need was accepted.
    """

    at: datetime
    actor: str
    status_from: TicketStatus | None
    status_to: TicketStatus
    reason: str = ""
    fields: tuple[str, ...] = ()
    checked: Checked | None = None
    previous_hash: str = ""
    other: int | None = None

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before.

        ``other`` and ``checked`` count where there are any: entries from before keep their hash.
        """
        body: list[object] = [
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor,
            self.status_from,
            self.status_to,
            self.reason,
            list(self.fields),
            self.previous_hash,
        ]
        body += [] if self.other is None else [self.other]
        body += [list(self.checked.points), self.checked.because] if self.checked else []
        return entry_hash(body)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One need under review. ``version`` rises with every change (optimistic locking).

    ``number`` is the public ticket number (工单号). ``reporter`` is a person id. ``provenance``
    maps a field to ``said``, ``recognised`` or ``confirmed``.
    """

    number: int
    need: Need
    reporter: str
    status: TicketStatus = TicketStatus.SUBMITTED
    provenance: dict[str, str] = field(default_factory=dict)
    history: tuple[HistoryEntry, ...] = ()
    version: int = 1

    @property
    def returned_fields(self) -> tuple[str, ...]:
        """The fields the latest return asks for; empty unless the ticket is returned."""
        if self.status is not TicketStatus.RETURNED:
            return ()
        return self._last_return.fields

    @property
    def merged_into(self) -> int | None:
        """The number of the ticket this one was merged into; ``None`` unless it is merged."""
        return self._merging.other if self.status is TicketStatus.MERGED else None

    def moved(
        self,
        to: TicketStatus,
        *,
        actor: str,
        at: datetime,
        reason: str = "",
        fields: tuple[str, ...] = (),
        checked: Checked | None = None,
    ) -> "Ticket":
        """This ticket in state ``to`` with one more history entry.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it, or it is a matter of two tickets.
        """
        self.check_move(to)
        return self._with_entry(
            to, actor=actor, at=at, reason=reason, fields=fields, checked=checked
        )

    def check_move(self, to: TicketStatus) -> None:
        """Raise what ``moved`` would, if it would."""
        if self.status is TicketStatus.MERGED:
            raise WrongMove(
                f"工单 {self.number} 已并入工单 {self.merged_into}，不能单独处理。"
                "要单独处理，请先撤销合并。"
            )
        if to is TicketStatus.MERGED or to not in MOVES[self.status]:
            raise self._cannot_become(to)

    def merged(self, into: int, *, actor: str, at: datetime, reason: str) -> "Ticket":
        """This ticket merged into another (see ``api.domain.merging``).

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
        """
        if TicketStatus.MERGED not in MOVES[self.status]:
            raise self._cannot_become(TicketStatus.MERGED)
        return self._with_entry(TicketStatus.MERGED, actor=actor, at=at, reason=reason, other=into)

    def parted(self, *, actor: str, at: datetime, reason: str) -> "Ticket":
        """This merged ticket on its own again, in the state it was merged from.

        Raises:
            WrongMove: it is not merged.
        """
        if self.status is not TicketStatus.MERGED:
            raise WrongMove(
                f"工单 {self.number} 现在是“{self.status.label}”，没有和别的工单合并。"
                "请刷新页面，按最新状态处理。"
            )
        before = self._merging
        to = before.status_from or TicketStatus.IN_REVIEW
        fields = self._last_return.fields if to is TicketStatus.RETURNED else ()
        return self._with_entry(
            to, actor=actor, at=at, reason=reason, fields=fields, other=before.other
        )

    def noted(self, *, actor: str, at: datetime, reason: str, other: int | None = None) -> "Ticket":
        """This ticket with a remark in its history and no change of status."""
        return self._with_entry(self.status, actor=actor, at=at, reason=reason, other=other)

    def opened(self, *, at: datetime) -> "Ticket":
        """This new ticket with its first history entry."""
        return self._with_entry(self.status, actor=self.reporter, at=at, reason="")

    @property
    def _last_return(self) -> HistoryEntry:
        return next(e for e in reversed(self.history) if e.status_to is TicketStatus.RETURNED)

    @property
    def _merging(self) -> HistoryEntry:
        """The entry of the latest merger; remarks on a merged ticket are none."""
        merged = TicketStatus.MERGED
        return next(
            e
            for e in reversed(self.history)
            if e.status_to is merged and e.status_from is not merged
        )

    def _cannot_become(self, to: TicketStatus) -> WrongMove:
        return WrongMove(
            f"工单 {self.number} 现在是“{self.status.label}”，不能改为“{to.label}”。"
            "请刷新页面，按最新状态处理。"
        )

    def _with_entry(
        self,
        to: TicketStatus,
        *,
        actor: str,
        at: datetime,
        reason: str,
        fields: tuple[str, ...] = (),
        checked: Checked | None = None,
        other: int | None = None,
    ) -> "Ticket":
        entry = HistoryEntry(
            at=at,
            actor=actor,
            status_from=self.status if self.history else None,
            status_to=to,
            reason=reason,
            fields=fields,
            checked=checked,
            previous_hash=self.history[-1].hash if self.history else "",
            other=other,
        )
        return replace(self, status=to, history=(*self.history, entry), version=self.version + 1)
