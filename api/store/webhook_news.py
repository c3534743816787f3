"""What webhooks are told, queued in the transaction that decided it: only what is public of it."""

from datetime import UTC
from typing import Any

from api.domain.application import DECIDES, Application
from api.domain.public_need import is_public
from api.domain.public_need_json import public_need_json
from api.domain.ticket import Ticket, TicketStatus
from api.domain.webhook import WebhookEvent, event_of
from api.outbox import queue_delivery
from api.store.database import Unit
from api.store.public_forms import public_forms
from api.store.webhooks import told_of

KIND = "webhook"
# In these everybody sees the need, or will; in others not even its title is told.
_TOLD_WHOLE = frozenset({TicketStatus.ACCEPTED, TicketStatus.CLOSED})


def tell_moved(unit: Unit, before: Ticket, after: Ticket) -> None:
    """Queue what the move from ``before`` to ``after`` means to others, if anything."""
    event = event_of(before.status, after.status)
    if event is not None:
        tell_need(unit, event, after, mark=str(after.version))


def tell_need(unit: Unit, event: WebhookEvent, ticket: Ticket, *, mark: str) -> None:
    """Queue ``event`` of a need for everybody who wants to know; once for each ``mark``."""
    wanting = told_of(unit, event)
    if not wanting:
        return
    whole = event is not WebhookEvent.WITHDRAWN and (
        is_public(ticket) or ticket.status in _TOLD_WHOLE
    )
    need = (
        public_need_json(public_forms(unit, (ticket,))[ticket.number])
        if whole
        else {"number": ticket.number, "status": ticket.status.value}
    )
    name = f"{event.value}-{ticket.number}-{mark}"
    for webhook in wanting:
        queue(unit, webhook, event, name, {"need": need}, ticket=ticket.number)


def tell_application(unit: Unit, application: Application) -> None:
    """Queue that something was decided on an application: which, and where it stands; neither who
    applies nor for what, which is not public before its notice."""
    last = application.events[-1]
    if last.act not in DECIDES:
        return
    event = WebhookEvent.APPLICATION
    told = {
        "code": application.code,
        "programme": application.programme,
        "act": last.act.value,
        "decided_stage": last.stage,
        "stage": application.stage,
        "standing": application.standing.value,
    }
    name = f"{event.value}-{application.number}-{application.version}"
    for webhook in told_of(unit, event):
        queue(unit, webhook, event, name, {"application": told})


def queue(
    unit: Unit,
    webhook: int,
    event: WebhookEvent,
    name: str,
    content: dict[str, Any],
    *,
    ticket: int | None = None,
) -> None:
    """One delivery to one webhook; ``name`` tells the event from every other."""
    key = f"hook-{webhook}-{name}"
    at = unit.now.astimezone(UTC).isoformat(timespec="seconds")
    payload = {"id": key, "event": event.value, "at": at, **content}
    queue_delivery(unit, kind=KIND, ticket=ticket, payload=payload, key=key, webhook=webhook)
