"""The history of work on a claim (实施) as the page shows it: persons stay without a name."""

import re
from dataclasses import dataclass
from datetime import datetime

from api.domain.agreement import AgreementState, WorkAct, WorkEvent

PERSON = re.compile("[0-9a-f]{32}")  # an id as api.store.people makes them
SERVICE = "service"
AGREEMENT_BADGES = {
    AgreementState.SENT: "badge-wait",
    AgreementState.AGREED: "badge-wait",
    AgreementState.IN_FORCE: "badge-good",
    AgreementState.FULFILLED: "badge-good",
    AgreementState.ENDED: "badge-lost",
}
OF_OWNER = frozenset({WorkAct.FULFILLED, WorkAct.REOPENED})


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history as shown."""

    at: datetime
    what: str
    who: str
    note: str


def told(history: tuple[WorkEvent, ...]) -> tuple[Told, ...]:
    """The history, the newest entry first."""
    return tuple(
        Told(event.at, event.act.label, _who(event), event.note) for event in reversed(history)
    )


def _who(event: WorkEvent) -> str:
    if event.actor == SERVICE:
        return "系统"
    if not PERSON.fullmatch(event.actor):
        return event.actor
    of_owner = event.act in OF_OWNER or event.note.startswith("上报人")
    return "上报人" if of_owner else "认领方"
