"""Talks with staff (人工对话): each with its lines, and who did what with it."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

# ``read_to`` is the last line its holder has seen; what the person said after it is unread.
staff_chats = Table(
    "staff_chats",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("holder", ForeignKey("staff.username")),
    Column("opened_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("read_to", Integer, nullable=False),
    Column("history_hash", String(64), nullable=False),
)

# What was said in it, masked. ``author`` is the member of staff who wrote it.
staff_chat_lines = Table(
    "staff_chat_lines",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("chat", ForeignKey("staff_chats.number"), nullable=False, index=True),
    Column("speaker", String(10), nullable=False),
    Column("author", ForeignKey("staff.username")),
    Column("text", Text, nullable=False),
    Column("file", ForeignKey("files.id"), index=True),
    Column("at", Moment, nullable=False),
)

# Append-only, each entry with the hash of the one before; who read is in it too.
staff_chat_events = Table(
    "staff_chat_events",
    METADATA,
    Column("chat", ForeignKey("staff_chats.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("line", Integer),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
