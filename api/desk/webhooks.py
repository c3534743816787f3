"""Webhooks as administrators set them up, try them, pause them and send again what was missed."""

from dataclasses import dataclass, replace
from secrets import token_hex

from sqlalchemy import func, select

from api.desk.people import Staff
from api.domain.administration_event import AdministrationAct, AdministrationEvent
from api.domain.duties import Duty
from api.domain.errors import Invalid, Outdated, WrongMove
from api.domain.webhook import Webhook, WebhookEvent, WebhookFacts, new_secret
from api.outbox import OPEN, Delivery, DeliveryStatus
from api.store import administration
from api.store import webhooks as store
from api.store.database import Unit
from api.store.idempotency import recall, record
from api.store.webhook_news import queue
from api.tables.delivery import outbox as rows
from api.webhook_outbox import cancel_to, deliveries_to
from api.webhook_outbox import resend as send_again

A = AdministrationAct
SHOWN = 50  # deliveries


@dataclass(frozen=True, slots=True)
class WebhookLine:
    """One webhook in the list, and how many deliveries wait or need somebody."""

    webhook: Webhook
    waiting: int
    stuck: int


@dataclass(frozen=True, slots=True)
class WebhookPage:
    """Everything administrators see of one; the newest deliveries first."""

    webhook: Webhook
    deliveries: tuple[Delivery, ...]
    events: tuple[AdministrationEvent, ...]


def list_webhooks(unit: Unit, staff: Staff) -> tuple[WebhookLine, ...]:
    """Those that were not removed, the oldest first.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    counted = unit.connection.execute(
        select(rows.c.webhook, rows.c.status, func.count().label("many"))
        .where(rows.c.webhook.is_not(None), rows.c.status.in_(OPEN))
        .group_by(rows.c.webhook, rows.c.status)
    ).all()
    counts = {(row.webhook, DeliveryStatus(row.status)): int(row.many) for row in counted}
    return tuple(
        WebhookLine(
            one,
            counts.get((one.number, DeliveryStatus.PENDING), 0),
            counts.get((one.number, DeliveryStatus.NEEDS_ATTENTION), 0),
        )
        for one in store.all_webhooks(unit)
        if not one.removed
    )


def webhook_page(unit: Unit, staff: Staff, number: int) -> WebhookPage:
    """One webhook.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is none with that number.
    """
    staff.require(Duty.MANAGE)
    webhook = store.load(unit, number)
    return WebhookPage(
        webhook=webhook,
        deliveries=deliveries_to(unit, number, SHOWN),
        events=administration.history_of(unit, store.subject_of(number)),
    )


def make_webhook(unit: Unit, staff: Staff, facts: WebhookFacts, *, key: str) -> Webhook:
    """A new webhook, once for each form (``key``); its address was checked.

    Raises:
        NotAllowed: not an administrator.
        Invalid: the form was sent before.
    """
    staff.require(Duty.MANAGE)
    if not key or recall(unit, "webhook", key):
        raise Invalid("key", "这张表单已经提交过。请在列表里打开刚建的推送。")
    made = store.add(unit, facts, actor=staff.username)
    record(unit, "webhook", key, made.number)
    return made


def change_webhook(
    unit: Unit, staff: Staff, number: int, facts: WebhookFacts, *, version: int
) -> Webhook:
    """Other facts; what waits goes to the new address.

    Raises:
        NotAllowed, NotFound, Outdated, WrongMove: see ``_changeable``.
    """
    before = _changeable(unit, staff, number, version)
    after = replace(before, facts=facts)
    return store.save(unit, before, after, A.CHANGED, actor=staff.username)


def pause_webhook(unit: Unit, staff: Staff, number: int, *, paused: bool, version: int) -> Webhook:
    """Keep everything back, or go on with what was kept back.

    Raises:
        NotAllowed, NotFound, Outdated, WrongMove: see ``_changeable``.
    """
    before = _changeable(unit, staff, number, version)
    act = A.PAUSED if paused else A.RESUMED
    return store.save(unit, before, replace(before, paused=paused), act, actor=staff.username)


def change_secret(unit: Unit, staff: Staff, number: int, *, version: int) -> Webhook:
    """A new secret; the old one signs nothing from this moment on.

    Raises:
        NotAllowed, NotFound, Outdated, WrongMove: see ``_changeable``.
    """
    before = _changeable(unit, staff, number, version)
    after = replace(before, secret=new_secret())
    return store.save(unit, before, after, A.NEW_SECRET, actor=staff.username)


def remove_webhook(unit: Unit, staff: Staff, number: int, *, version: int) -> Webhook:
    """Tell it nothing any more; what was told stays in the history.

    Raises:
        NotAllowed, NotFound, Outdated, WrongMove: see ``_changeable``.
    """
    before = _changeable(unit, staff, number, version)
    cancel_to(unit, number)
    after = replace(before, removed=True)
    return store.save(unit, before, after, A.REMOVED, actor=staff.username)


def ping(unit: Unit, staff: Staff, number: int) -> None:
    """Send something to try.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is none with that number.
        WrongMove: it is paused, or was removed.
    """
    staff.require(Duty.MANAGE)
    webhook = store.load(unit, number)
    if webhook.paused or webhook.removed:
        raise WrongMove("这个推送没有启用，不会发送测试。请先恢复它。")
    name = f"{WebhookEvent.PING.value}-{token_hex(8)}"
    queue(unit, number, WebhookEvent.PING, name, {"webhook": webhook.facts.name})


def resend(unit: Unit, staff: Staff, number: int, delivery: int) -> None:
    """Send a delivery again, with the key it had.

    Raises:
        NotAllowed: not an administrator.
        NotFound: the webhook has no such delivery.
        WrongMove: the webhook was removed.
    """
    staff.require(Duty.MANAGE)
    if store.load(unit, number).removed:
        raise WrongMove("这个推送已经删除，不再发送。")
    send_again(unit, delivery, webhook=number)


def _changeable(unit: Unit, staff: Staff, number: int, version: int) -> Webhook:
    """The webhook, for whoever may change it and saw it as it stands.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is none with that number.
        Outdated: somebody changed it since the page was shown.
        WrongMove: it was removed.
    """
    staff.require(Duty.MANAGE)
    webhook = store.load(unit, number)
    if webhook.removed:
        raise WrongMove("这个推送已经删除，不能再改。需要时请新建一个。")
    if webhook.version != version:
        raise Outdated("这个推送刚被其他人修改。请看过最新内容再操作。")
    return webhook
