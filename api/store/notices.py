"""Turns waiting to be pushed to people: queued with what caused them, delivered in order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.store.database import Database, Unit
from api.tables.conversation import sessions
from api.tables.delivery import notices
from api.tables.people import identities
from bot.dialogue.turn import Turn
from bot.dialogue.turn_json import turn_from_json, turn_json
from bot.outgoing import Notice
from bot.texts.language import Language, speaking

ALBUM_WAIT = timedelta(seconds=2)  # between two files of one album, downloads included
LEASE = timedelta(minutes=2)
ORDER_LOCK = 7_266_427  # PostgreSQL: ids become visible in the order they were given


def queue_answer(
    unit: Unit, *, channel: str, chat: str, turn: dict[str, Any], inbound: int, album: str
) -> None:
    """Add the answer to an inbound. That to a file of an ``album`` (its key, else empty) waits a
    moment for the others and gives way to the next one's, which says what became of all: people
    read one receipt."""
    if not album:
        queue_notice(unit, channel=channel, chat=chat, turn=turn, key=f"inbound-{inbound}")
        return
    start = f"album-{album}-"
    unit.connection.execute(
        delete(notices).where(
            notices.c.channel == channel,
            notices.c.chat == chat,
            notices.c.idempotency_key.startswith(start, autoescape=True),
            notices.c.attempts == 0,
        )
    )
    key = f"{start}{inbound}"
    queue_notice(unit, channel=channel, chat=chat, turn=turn, key=key, after=ALBUM_WAIT)


def queue_notice(
    unit: Unit,
    *,
    channel: str,
    chat: str,
    turn: dict[str, Any],
    key: str,
    after: timedelta = timedelta(0),
) -> None:
    """Add a turn (as JSON) for one chat, to be sent ``after`` a while; the same ``key`` again
    changes nothing.

    Must be called in the transaction that caused the turn. Readers follow rising ids, so on
    PostgreSQL writers take turns: an id may not appear after a higher one was read.
    """
    row = {
        "channel": channel,
        "chat": chat,
        "turn": turn,
        "idempotency_key": key,
        "attempts": 0,
        "parts_sent": 0,
        "next_attempt_at": unit.now + after,
        "created_at": unit.now,
    }
    owner = select(identities.c.person).where(
        identities.c.channel == channel, identities.c.chat == chat
    )
    unit.alone(ORDER_LOCK)
    table = postgresql.insert(notices) if unit.is_postgresql else sqlite.insert(notices)
    unit.connection.execute(
        table.values(person=owner.scalar_subquery(), **row).on_conflict_do_nothing()
    )


def tell_person(unit: Unit, *, person: str, turn: Callable[[], dict[str, Any]], key: str) -> None:
    """Queue a turn on the channel the person used last, composed in the language they chose."""
    chat = unit.connection.execute(
        select(identities.c.channel, identities.c.chat)
        .where(identities.c.person == person)
        .order_by(identities.c.last_seen_at.desc(), identities.c.channel, identities.c.chat)
        .limit(1)
    ).one_or_none()
    if chat is None:
        return
    with speaking(_language(unit, person)):
        composed = turn()
    queue_notice(unit, channel=chat.channel, chat=chat.chat, turn=composed, key=key)


def _language(unit: Unit, person: str | None) -> Language:
    """What the person chose; of a stranger nothing is known."""
    body = unit.connection.execute(
        select(sessions.c.body).where(sessions.c.person == person)
    ).scalar()
    return Language((body or {}).get("language") or Language.SIMPLIFIED)


class SqlOutgoing:
    """``bot.outgoing.Outgoing`` over the notices table."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``; each call is a transaction of its own."""
        self._database = database

    def claim_due(self, channel: str, now: datetime, limit: int = 20) -> tuple[Notice, ...]:
        """See ``Outgoing.claim_due``."""
        due = (
            select(notices)
            .where(notices.c.id.in_(_heads(channel)), notices.c.next_attempt_at <= now)
            .order_by(notices.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        with self._database.begin() as unit:
            rows = unit.connection.execute(due).all()
            if rows:
                unit.connection.execute(
                    update(notices)
                    .where(notices.c.id.in_([row.id for row in rows]))
                    .values(next_attempt_at=now + LEASE, attempts=notices.c.attempts + 1)
                )
            return tuple(_notice(row, _language(unit, row.person)) for row in rows)

    def release(self, channel: str, now: datetime) -> None:
        """See ``Outgoing.release``."""
        with self._database.begin() as unit:
            unit.connection.execute(
                update(notices)
                .where(notices.c.id.in_(_heads(channel)), notices.c.next_attempt_at > now)
                .values(next_attempt_at=now)
            )

    def mark_sent(self, notice: int, now: datetime) -> None:
        """See ``Outgoing.mark_sent``."""
        self._change(notice, delivered_at=now, last_error=None)

    def retry_later(self, notice: int, at: datetime, reason: str, parts_sent: int) -> None:
        """See ``Outgoing.retry_later``."""
        self._change(notice, next_attempt_at=at, last_error=reason, parts_sent=parts_sent)

    def give_up(self, notice: int, now: datetime, reason: str) -> None:
        """See ``Outgoing.give_up``."""
        self._change(notice, next_attempt_at=now, last_error=reason, dead_reason=reason)

    def queue(self, channel: str, chat: str, turn: Turn, key: str) -> None:
        """See ``Outgoing.queue``."""
        with self._database.begin() as unit:
            queue_notice(unit, channel=channel, chat=chat, turn=turn_json(turn), key=key)

    def _change(self, notice: int, **values: Any) -> None:
        with self._database.begin() as unit:
            unit.connection.execute(update(notices).where(notices.c.id == notice).values(**values))


def _heads(channel: str) -> Select[tuple[int]]:
    """The ids of the oldest open notice of each chat."""
    return (
        select(func.min(notices.c.id))
        .where(
            notices.c.channel == channel,
            notices.c.delivered_at.is_(None),
            notices.c.dead_reason.is_(None),
        )
        .group_by(notices.c.chat)
    )


def _notice(row: Row[Any], language: Language) -> Notice:
    return Notice(
        id=row.id,
        chat=row.chat,
        turn=turn_from_json(row.turn),
        key=row.idempotency_key,
        attempts=row.attempts + 1,
        parts_sent=row.parts_sent,
        language=language,
    )
