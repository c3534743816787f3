"""What follows a submission: questions of staff, and what the reporter says of the delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from api.domain.errors import WrongMove
from api.domain.ticket import Ticket, TicketStatus

# For so long after the last word of staff the reporter may say that it is not solved.
REOPEN_WITHIN = timedelta(days=90)
# For so long what is written without the button may be meant as the answer to a question of staff.
MAY_ANSWER_WITHIN = timedelta(days=7)


class Feedback(StrEnum):
    """What a reporter may say once staff have marked the help as delivered."""

    RECEIVED = "received"
    PARTLY = "partly"
    MISSING = "missing"
    PLEASED = "pleased"
    SOSO = "soso"
    UNHAPPY = "unhappy"
    UNSOLVED = "unsolved"

    @property
    def label(self) -> str:
        """The Chinese label staff see."""
        return LABELS[self]


S, F = TicketStatus, Feedback
LABELS = {
    F.RECEIVED: "收到了",
    F.PARTLY: "部分收到",
    F.MISSING: "没收到",
    F.PLEASED: "满意",
    F.SOSO: "一般",
    F.UNHAPPY: "不满意",
    F.UNSOLVED: "还没解决",
}
MARKS = (F.PLEASED, F.SOSO, F.UNHAPPY)
WORRYING = (F.PARTLY, F.MISSING, F.UNSOLVED, F.UNHAPPY)  # staff should look at it soon
REOPENS = frozenset({F.PARTLY, F.MISSING, F.UNSOLVED})

# In which states something may be said, and the state it leads to; the same state is a remark.
EFFECTS: dict[Feedback, dict[TicketStatus, TicketStatus]] = {
    F.RECEIVED: {S.DELIVERED: S.DELIVERED},
    F.PARTLY: {S.DELIVERED: S.IN_PROGRESS},
    F.MISSING: {S.DELIVERED: S.IN_PROGRESS},
    F.PLEASED: {S.DELIVERED: S.CLOSED, S.CLOSED: S.CLOSED},
    F.SOSO: {S.DELIVERED: S.CLOSED, S.CLOSED: S.CLOSED},
    F.UNHAPPY: {S.DELIVERED: S.CLOSED, S.CLOSED: S.CLOSED},
    F.UNSOLVED: {S.DELIVERED: S.IN_PROGRESS, S.CLOSED: S.IN_PROGRESS},
}


# What the history says of it, for staff.
_REASON = "上报人：{said}"
ANSWERED = "回答了工作人员的问题"


@dataclass(frozen=True, slots=True)
class StaffQuestion:
    """A question of staff about a ticket, which goes on meanwhile. ``answer`` is ``None`` until
    the reporter gave one."""

    number: int
    ticket: int
    text: str
    asked_by: str
    asked_at: datetime
    answer: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing the reporter said of a delivery, with a sentence of their own if they wrote one."""

    feedback: Feedback
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """A ticket of which the reporter said something that staff have not acted on since.
    ``feedback`` is ``None`` when they answered a question."""

    ticket: int
    title: str
    at: datetime
    feedback: Feedback | None


def said_in(reason: str) -> Feedback | None:
    """What the reporter said, when an entry of the history was made by that."""
    return next((one for one in F if reason == _REASON.format(said=one.label)), None)


def may_say(ticket: Ticket, feedback: Feedback, now: datetime) -> bool:
    """Whether the reporter may say so of ``ticket`` as it stands."""
    if ticket.status not in EFFECTS[feedback]:
        return False
    return feedback is not F.UNSOLVED or now - ticket.history[-1].at <= REOPEN_WITHIN


def heard(ticket: Ticket, feedback: Feedback, *, actor: str, at: datetime) -> Ticket:
    """``ticket`` after the reporter said so; the history keeps it in any case.

    Raises:
        WrongMove: it cannot be said of a ticket in this state, or no longer.
    """
    if not may_say(ticket, feedback, at):
        late = ticket.status in EFFECTS[feedback]
        why = "已超过 90 天" if late else f"现在是“{ticket.status.label}”"
        raise WrongMove(
            f"工单 {ticket.number} {why}，不能再记“{feedback.label}”。要说明情况，请说“转人工”。"
        )
    to = EFFECTS[feedback][ticket.status]
    reason = _REASON.format(said=feedback.label)
    if to is ticket.status:
        return ticket.noted(actor=actor, at=at, reason=reason)
    return ticket.moved(to, actor=actor, at=at, reason=reason)
