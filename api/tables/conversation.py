"""What was said: inbound updates, sessions, transcript, files, idempotency keys."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.tables.columns import METADATA, Moment

sessions = Table(
    "sessions",
    METADATA,
    Column("person", ForeignKey("persons.id"), primary_key=True),
    Column("body", JSON, nullable=False),
    Column("version", Integer, nullable=False),
)

# The chat is part of the key because a web page chooses its own update ids.
inbound = Table(
    "inbound",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("update_key", String(250), nullable=False),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("payload", JSON, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("handled_at", Moment, index=True),
    Column("turn", JSON(none_as_null=True)),
    UniqueConstraint("channel", "chat", "update_key"),
)

# A web conversation is opened by a token of which only the digest is kept.
web_chats = Table(
    "web_chats",
    METADATA,
    Column("token_digest", String(64), primary_key=True),
    Column("chat", String(120), nullable=False),
    Column("opened_at", Moment, nullable=False),
)

# ``ticket`` is set on the lines that led to a ticket; other talk is not shown to staff.
transcript = Table(
    "transcript",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("ticket", ForeignKey("tickets.number"), index=True),
    Column("speaker", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

files = Table(
    "files",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("ticket", ForeignKey("tickets.number"), index=True),
    Column("name", String(200), nullable=False),
    Column("type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("path", String(200), nullable=False),
    Column("thumbnail", LargeBinary),
    Column("stored_at", Moment, nullable=False),
)

# One row per thing that must happen once; the answer given then is given again.
idempotency = Table(
    "idempotency",
    METADATA,
    Column("scope", String(40), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("response", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)
