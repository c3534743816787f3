"""The outbox: what was decided and must be delivered, with every attempt kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from api.domain.errors import NotFound, WrongMove
from api.store.database import Unit
from api.tables.administration import webhooks as hooks
from api.tables.delivery import outbox, outbox_attempts

LEASE = timedelta(minutes=2)  # longer than the slowest attempt may take


class DeliveryStatus(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    NEEDS_ATTENTION = "needs_attention"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return {
            "pending": "等待送达",
            "delivered": "已送达",
            "needs_attention": "需要人工处理",
            "cancelled": "已取消",
        }[self.value]


GONE = "没有找到这条推送记录。请刷新页面。"
OPEN = (DeliveryStatus.PENDING, DeliveryStatus.NEEDS_ATTENTION)  # may still be sent


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try. ``finished_at`` is ``None`` when the process died in the middle of it."""

    ordinal: int
    started_at: datetime
    finished_at: datetime | None
    status_code: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the outbox. ``response`` is the receiver's JSON once delivered."""

    id: int
    kind: str
    ticket: int | None
    payload: dict[str, Any]
    key: str
    status: DeliveryStatus
    next_attempt_at: datetime
    last_error: str | None
    delivered_at: datetime | None
    response: Any
    tries: int
    webhook: int | None = None
    attempts: tuple[Attempt, ...] = ()


def queue_delivery(
    unit: Unit,
    *,
    kind: str,
    ticket: int | None,
    payload: dict[str, Any],
    key: str,
    webhook: int | None = None,
) -> None:
    """Add a delivery in the transaction of the decision that caused it. ``key`` is unique; it goes
    to the matching service, or to a ``webhook``."""
    unit.connection.execute(
        insert(outbox).values(
            kind=kind,
            ticket=ticket,
            payload=payload,
            idempotency_key=key,
            status=DeliveryStatus.PENDING,
            attempts=0,
            next_attempt_at=unit.now,
            created_at=unit.now,
            webhook=webhook,
        )
    )


def claim(unit: Unit, limit: int = 20, *, webhooks: bool = False) -> tuple[Delivery, ...]:
    """Lease what is due to the matching service, or to ``webhooks`` that are not paused, so that
    no other worker sends it, and open an attempt for each."""
    running = select(hooks.c.number).where(hooks.c.paused.is_(False), hooks.c.removed.is_(False))
    rows = unit.connection.execute(
        select(outbox)
        .where(outbox.c.status == DeliveryStatus.PENDING, outbox.c.next_attempt_at <= unit.now)
        .where(outbox.c.webhook.in_(running) if webhooks else outbox.c.webhook.is_(None))
        .order_by(outbox.c.next_attempt_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        unit.connection.execute(
            update(outbox)
            .where(outbox.c.id == row.id)
            .values(attempts=row.attempts + 1, next_attempt_at=unit.now + LEASE)
        )
        unit.connection.execute(
            insert(outbox_attempts).values(
                outbox=row.id, ordinal=row.attempts + 1, started_at=unit.now
            )
        )
    return tuple(_delivery(row, tries=row.attempts + 1) for row in rows)


def record(
    unit: Unit,
    delivery: Delivery,
    *,
    status: DeliveryStatus,
    status_code: int | None,
    error: str | None,
    response: Any = None,
    next_attempt_at: datetime | None = None,
) -> None:
    """Close the attempt opened by ``claim`` with its outcome.

    A delivery that another worker finished, or that was cancelled meanwhile, keeps its state.
    """
    unit.connection.execute(
        update(outbox_attempts)
        .where(outbox_attempts.c.outbox == delivery.id, outbox_attempts.c.ordinal == delivery.tries)
        .values(finished_at=unit.now, status_code=status_code, error=error)
    )
    done = status is DeliveryStatus.DELIVERED
    unit.connection.execute(
        update(outbox)
        .where(outbox.c.id == delivery.id, outbox.c.status == DeliveryStatus.PENDING)
        .values(
            status=status,
            last_error=error,
            response=response,
            delivered_at=unit.now if done else None,
            next_attempt_at=next_attempt_at or unit.now,
        )
    )


def retry(unit: Unit, delivery: int) -> None:
    """Send again what needed attention, or sooner what waits; for the button on the ticket.

    Raises:
        NotFound: there is no such delivery.
        WrongMove: it was delivered or cancelled.
    """
    changed = unit.connection.execute(
        update(outbox)
        # In the one statement: the relay may be delivering it at this very moment.
        .where(outbox.c.id == delivery, outbox.c.status.in_(OPEN))
        .values(status=DeliveryStatus.PENDING, next_attempt_at=unit.now)
    )
    if changed.rowcount:
        return
    status = unit.connection.execute(
        select(outbox.c.status).where(outbox.c.id == delivery)
    ).scalar()
    if status is None:
        raise NotFound(GONE)
    raise WrongMove(f"这条推送{DeliveryStatus(status).label}，不需要重试。")


def cancel(unit: Unit, ticket: int) -> None:
    """Stop what the matching service has not got yet: the ticket was withdrawn."""
    unit.connection.execute(
        update(outbox)
        .where(outbox.c.ticket == ticket, outbox.c.webhook.is_(None), outbox.c.status.in_(OPEN))
        .values(status=DeliveryStatus.CANCELLED)
    )


def deliveries(unit: Unit, ticket: int) -> tuple[Delivery, ...]:
    """All deliveries of a ticket to the matching service with their attempts, oldest first."""
    return found(
        unit,
        select(outbox)
        .where(outbox.c.ticket == ticket, outbox.c.webhook.is_(None))
        .order_by(outbox.c.id),
    )


def found(unit: Unit, wanted: Select[Any]) -> tuple[Delivery, ...]:
    """What ``wanted`` selects of the outbox, with every attempt."""
    rows = unit.connection.execute(wanted).all()
    tries = unit.connection.execute(
        select(outbox_attempts)
        .where(outbox_attempts.c.outbox.in_([row.id for row in rows]))
        .order_by(outbox_attempts.c.outbox, outbox_attempts.c.ordinal)
    ).all()
    return tuple(
        _delivery(
            row,
            tries=row.attempts,
            attempts=tuple(
                Attempt(t.ordinal, t.started_at, t.finished_at, t.status_code, t.error)
                for t in tries
                if t.outbox == row.id
            ),
        )
        for row in rows
    )


def _delivery(row: Row[Any], *, tries: int, attempts: tuple[Attempt, ...] = ()) -> Delivery:
    return Delivery(
        id=row.id,
        kind=row.kind,
        ticket=row.ticket,
        payload=row.payload,
        key=row.idempotency_key,
        status=DeliveryStatus(row.status),
        next_attempt_at=row.next_attempt_at,
        last_error=row.last_error,
        delivered_at=row.delivered_at,
        response=row.response,
        tries=tries,
        webhook=row.webhook,
        attempts=attempts,
    )
