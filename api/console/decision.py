"""What a reviewer can do with a ticket: its form is read, and done."""

from dataclasses import dataclass
from enum import StrEnum

from api.console.visit import Fields
from api.desk.assigning import ASSIGNED, PUT_BACK, assign, put_back
from api.desk.merging import undo_merger
from api.desk.people import Notifier, Staff
from api.desk.progress import ASKED, advance, ask_reporter
from api.desk.review import accept, note, reject, return_to, take
from api.desk.ticket_page import TicketPage
from api.domain.merging import PARTED
from api.domain.redaction import mask
from api.domain.review_points import NOTHING, Checked
from api.domain.ticket import HistoryEntry, TicketStatus
from api.store.database import Unit


class Action(StrEnum):
    """The actions of the ticket page; the values are part of addresses."""

    TAKE = "take"
    ACCEPT = "accept"
    RETURN = "return"
    REJECT = "reject"
    PROGRESS = "progress"
    ASK = "ask"
    ASSIGN = "assign"
    PUT_BACK = "put_back"
    UNMERGE = "unmerge"
    NOTE = "note"


# The status an action leads to; a note leads to none.
TARGETS = {
    Action.TAKE: TicketStatus.IN_REVIEW,
    Action.ACCEPT: TicketStatus.ACCEPTED,
    Action.RETURN: TicketStatus.RETURNED,
    Action.REJECT: TicketStatus.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A form as sent. ``version`` is that of the ticket on the page it stood on; ``checks`` are the
    points of the checklist that were ticked."""

    action: Action
    version: int
    reason: str
    fields: tuple[str, ...]
    to: str = ""
    checks: Checked = NOTHING

    @classmethod
    def read(cls, action: Action, fields: Fields) -> "Decision":
        """From the form."""
        return cls(
            action,
            fields.whole("version"),
            fields.one("reason"),
            fields.all("fields"),
            fields.one("to"),
            Checked(fields.all("checked"), fields.one("because")),
        )


def perform(unit: Unit, staff: Staff, number: int, decision: Decision, notifier: Notifier) -> None:
    """Do what was decided.

    Raises:
        Refusal: the desk said no; see ``api.desk.review`` and ``api.desk.progress``.
    """
    version, reason = decision.version, decision.reason
    match decision.action:
        case Action.TAKE:
            take(unit, staff, number, version=version)
        case Action.NOTE:
            note(unit, staff, number, version=version, text=reason)
        case Action.RETURN:
            return_to(
                unit,
                staff,
                number,
                version=version,
                fields=decision.fields,
                reason=reason,
                notifier=notifier,
            )
        case Action.PROGRESS:
            advance(
                unit,
                staff,
                number,
                version=version,
                to=decision.to,
                reason=reason,
                notifier=notifier,
            )
        case Action.ASSIGN | Action.PUT_BACK | Action.UNMERGE:
            _rearrange(unit, staff, number, decision)
        case Action.ASK:
            ask_reporter(unit, staff, number, version=version, text=reason, notifier=notifier)
        case Action.ACCEPT | Action.REJECT:
            _conclude(unit, staff, number, decision, notifier)


def _conclude(
    unit: Unit, staff: Staff, number: int, decision: Decision, notifier: Notifier
) -> None:
    version, reason = decision.version, decision.reason
    if decision.action is Action.REJECT:
        reject(unit, staff, number, version=version, reason=reason, notifier=notifier)
        return
    accept(
        unit,
        staff,
        number,
        version=version,
        checks=decision.checks,
        reason=reason,
        notifier=notifier,
    )


def _rearrange(unit: Unit, staff: Staff, number: int, decision: Decision) -> None:
    """Whose the ticket is, and whether it is one of its own."""
    version = decision.version
    if decision.action is Action.ASSIGN:
        assign(unit, staff, number, version=version, to=decision.to)
    elif decision.action is Action.PUT_BACK:
        put_back(unit, staff, number, version=version)
    else:
        undo_merger(unit, staff, number, version=version, reason=decision.reason)


def is_done_already(decision: Decision, page: TicketPage, staff: Staff) -> bool:
    """Whether the form was sent twice and the first time did it."""
    last = page.ticket.history[-1]
    return (
        page.ticket.version == decision.version + 1
        and last.actor == staff.username
        and last.status_to == _target(decision, page)
        and last.reason == _written(decision, last)
    )


def _target(decision: Decision, page: TicketPage) -> str:
    if decision.action is Action.PROGRESS:
        return decision.to
    if decision.action is Action.UNMERGE:
        return "" if page.goes_on else page.ticket.status
    return TARGETS.get(decision.action, page.ticket.status)


def _written(decision: Decision, last: HistoryEntry) -> str:
    kept = mask(decision.reason.strip())
    match decision.action:
        case Action.ASK:
            return ASKED.format(text=kept)
        case Action.UNMERGE:
            return PARTED.format(other=last.other, reason=kept)
        case Action.ASSIGN:
            return ASSIGNED.format(to=decision.to)
        case Action.PUT_BACK:
            return PUT_BACK
        case _:
            return kept
