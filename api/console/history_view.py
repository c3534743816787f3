"""The history of a ticket in plain words: who did what, and when."""

import re
from dataclasses import dataclass
from datetime import datetime

from api.domain.need import FIELDS
from api.domain.review_points import Checked, open_points, review_points
from api.domain.ticket import HistoryEntry, Ticket, TicketStatus
from api.store.rule_assigning import SERVICE

S = TicketStatus
# Persons are opaque ids; whoever acts under one is the reporter or holds the post now.
_PERSON = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. ``fields`` are Chinese names; ``checks`` are sentences on what was confirmed."""

    at: datetime
    who: str
    what: str
    reason: str
    fields: str
    checks: tuple[str, ...] = ()


def events(ticket: Ticket) -> tuple[Event, ...]:
    """The history, newest first."""
    return tuple(_event(entry) for entry in reversed(ticket.history))


def who(actor: str) -> str:
    """A member of staff by name, the service, anybody else as the reporter."""
    if actor == SERVICE:
        return "系统"
    return "上报人" if _PERSON.fullmatch(actor) else actor


def _event(entry: HistoryEntry) -> Event:
    names = "、".join(FIELDS.get(name, name) for name in entry.fields)
    label = "需要补充：" if entry.status_to is S.RETURNED else "补充了："
    return Event(
        at=entry.at,
        who=who(entry.actor),
        what=what(entry),
        reason=entry.reason,
        fields=label + names if names else "",
        checks=_checks(entry.checked) if entry.checked else (),
    )


def _checks(checked: Checked) -> tuple[str, ...]:
    """What was ticked, what was not although it is needed, and why."""
    known = review_points()
    ticked = [known[key].label if key in known else key for key in checked.points]
    missing = open_points(checked.points)
    return tuple(
        sentence
        for sentence in (
            f"✓ 已核对：{'、'.join(ticked)}" if ticked else "",
            f"✗ 没有勾选：{'、'.join(missing)}" if missing else "",
            f"原因：{checked.because}" if checked.because else "",
        )
        if sentence
    )


def what(entry: HistoryEntry) -> str:
    """What an entry did, in a few words."""
    if entry.status_from is None:
        return "提交上报"
    if entry.status_from is entry.status_to:
        return "反馈" if _PERSON.fullmatch(entry.actor) else "备注"
    return f"{entry.status_from.label} → {entry.status_to.label}"
