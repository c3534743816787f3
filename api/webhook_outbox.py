"""What of the outbox goes to webhooks: what waits for one, sent again, put off, stopped."""

from datetime import datetime

from sqlalchemy import select, update

from api.domain.errors import NotFound
from api.outbox import GONE, OPEN, Delivery, DeliveryStatus, found
from api.store.database import Unit
from api.tables.delivery import outbox


def cancel_to(unit: Unit, webhook: int) -> None:
    """Stop what a webhook has not got yet: it was removed."""
    unit.connection.execute(
        update(outbox)
        .where(outbox.c.webhook == webhook, outbox.c.status.in_(OPEN))
        .values(status=DeliveryStatus.CANCELLED)
    )


def resend(unit: Unit, delivery: int, *, webhook: int) -> None:
    """Send to a webhook again, whether it arrived or not; it knows the key.

    Raises:
        NotFound: it has no such delivery.
    """
    changed = unit.connection.execute(
        update(outbox)
        .where(outbox.c.id == delivery, outbox.c.webhook == webhook)
        .where(outbox.c.status != DeliveryStatus.CANCELLED)
        .values(status=DeliveryStatus.PENDING, next_attempt_at=unit.now)
    )
    if changed.rowcount != 1:
        raise NotFound(GONE)


def deliveries_to(unit: Unit, webhook: int, limit: int) -> tuple[Delivery, ...]:
    """The last deliveries to a webhook with their attempts, newest first."""
    return found(
        unit,
        select(outbox).where(outbox.c.webhook == webhook).order_by(outbox.c.id.desc()).limit(limit),
    )


def put_off(unit: Unit, webhook: int, until: datetime) -> None:
    """Try nothing that waits for a webhook before ``until``: one that is away must not use up the
    time of the others."""
    unit.connection.execute(
        update(outbox)
        .where(outbox.c.webhook == webhook, outbox.c.status == DeliveryStatus.PENDING)
        .where(outbox.c.next_attempt_at < until)
        .values(next_attempt_at=until)
    )
