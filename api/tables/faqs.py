"""Answers written by staff with a source, reviewed by a colleague: every version, every move."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

# The words of a version (``body``) never change; what changes is its status, and who reviewed it.
faqs = Table(
    "faqs",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("status", String(20), nullable=False, index=True),
    Column("body", JSON, nullable=False),
    Column("written_by", ForeignKey("staff.username"), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("reviewed_by", ForeignKey("staff.username")),
    Column("reviewed_at", Moment),
)

# Append-only, each entry with the hash of the one before; ``ordinal`` counts within one FAQ.
faq_history = Table(
    "faq_history",
    METADATA,
    Column("faq", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("status_from", String(20)),
    Column("status_to", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
