"""What still has to leave the house: the outbox with every attempt, and notices to people."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

# ``webhook`` is empty in what goes to the matching service, ``ticket`` in what is of none.
outbox = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("ticket", ForeignKey("tickets.number"), index=True),
    Column("payload", JSON, nullable=False),
    Column("idempotency_key", String(200), nullable=False, unique=True),
    Column("status", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Moment, nullable=False),
    Column("last_error", Text),
    Column("delivered_at", Moment),
    Column("response", JSON(none_as_null=True)),
    Column("created_at", Moment, nullable=False),
    Column("webhook", ForeignKey("webhooks.number"), index=True),
    Index("ix_outbox_status_next_attempt_at", "status", "next_attempt_at"),
)

# ``finished_at`` stays empty when the process died in the middle of the attempt.
outbox_attempts = Table(
    "outbox_attempts",
    METADATA,
    Column("outbox", ForeignKey("outbox.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("status_code", Integer),
    Column("error", Text),
)

# Turns a channel has to push: Telegram replies, returns, news, answers from staff.
notices = Table(
    "notices",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("persons.id"), index=True),
    Column("channel", String(20), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("turn", JSON, nullable=False),
    Column("idempotency_key", String(200), nullable=False, unique=True),
    Column("attempts", Integer, nullable=False),
    Column("parts_sent", Integer, nullable=False),
    Column("next_attempt_at", Moment, nullable=False),
    Column("last_error", Text),
    Column("delivered_at", Moment),
    Column("dead_reason", Text),
    Column("created_at", Moment, nullable=False),
    Index("ix_notices_channel_chat_delivered_at", "channel", "chat", "delivered_at"),
)
