"""Web conversations in the database; implements ``bot.web_chats.ChatStore``."""

import hashlib
from datetime import datetime
from secrets import token_urlsafe
from uuid import uuid4

from sqlalchemy import delete, func, insert, select

from api.store.database import Database, Unit
from api.store.inbound import inbound_of
from api.tables.conversation import inbound, web_chats
from api.tables.delivery import notices
from api.tables.people import identities
from bot.dialogue.turn_json import turn_from_json
from bot.web import CHANNEL
from bot.web_chats import Event, Exchange, OpenedChat

SHOWN = 60  # exchanges a reloaded page begins with


class SqlChats:
    """``ChatStore`` over the database. Thread-safe."""

    def __init__(self, database: Database) -> None:
        """Each call is a transaction of its own."""
        self._database = database

    def open(self, at: datetime) -> OpenedChat:
        """See ``ChatStore.open``."""
        opened = OpenedChat(token_urlsafe(32), uuid4().hex)
        with self._database.begin() as unit:
            unit.connection.execute(
                insert(web_chats).values(
                    token_digest=_digest(opened.token), chat=opened.chat, opened_at=at
                )
            )
        return opened

    def find(self, token: str) -> str | None:
        """See ``ChatStore.find``."""
        with self._database.read() as unit:
            chat: str | None = unit.connection.execute(
                select(web_chats.c.chat).where(web_chats.c.token_digest == _digest(token))
            ).scalar()
        return chat

    def close(self, chat: str) -> None:
        """See ``ChatStore.close``."""
        with self._database.begin() as unit:
            unit.connection.execute(delete(web_chats).where(web_chats.c.chat == chat))

    def history(self, chat: str) -> tuple[Exchange, ...]:
        """See ``ChatStore.history``; with what the same person said on other channels."""
        with self._database.read() as unit:
            person = unit.connection.execute(
                select(identities.c.person).where(
                    identities.c.channel == CHANNEL, identities.c.chat == chat
                )
            ).scalar()
            exchanges = [*_received(unit, person), *_begun(unit, person)] if person else []
        return tuple(sorted(exchanges, key=lambda exchange: exchange.at)[-SHOWN:])

    def newest_event(self) -> int:
        """See ``ChatStore.newest_event``."""
        with self._database.read() as unit:
            newest: int | None = unit.connection.execute(select(func.max(notices.c.id))).scalar()
        return newest or 0

    def events_after(self, chat: str, event: int) -> tuple[Event, ...]:
        """See ``ChatStore.events_after``."""
        with self._database.read() as unit:
            rows = unit.connection.execute(
                select(notices)
                .where(notices.c.channel == CHANNEL, notices.c.chat == chat, notices.c.id > event)
                .order_by(notices.c.id)
            ).all()
        return tuple(Event(row.id, row.created_at, turn_from_json(row.turn)) for row in rows)


def _received(unit: Unit, person: str) -> list[Exchange]:
    rows = unit.connection.execute(
        select(inbound).where(inbound.c.person == person).order_by(inbound.c.id.desc()).limit(SHOWN)
    ).all()
    return [
        Exchange(
            row.received_at,
            inbound_of(row, None),
            turn_from_json(row.turn) if row.turn else None,
        )
        for row in reversed(rows)
    ]


def _begun(unit: Unit, person: str) -> list[Exchange]:
    # A channel that pushes queues its replies too; those stand beside their inbound already.
    is_reply = notices.c.idempotency_key.startswith("inbound-")
    rows = unit.connection.execute(
        select(notices)
        .where(notices.c.person == person, ~is_reply)
        .order_by(notices.c.id.desc())
        .limit(SHOWN)
    ).all()
    return [
        Exchange(row.created_at, None, turn_from_json(row.turn), row.id) for row in reversed(rows)
    ]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
