"""Whose a report is to review: the rules, each change of which is kept with all of them."""

from sqlalchemy import JSON, Column, Integer, String, Table

from api.tables.columns import METADATA, Moment

# Append-only; the last entry is in force. ``ordinal`` counts from 1, so that of two changes made
# at once only one is kept.
assignment_rules = Table(
    "assignment_rules",
    METADATA,
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("rule", String(20), nullable=False),
    Column("rules", JSON, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
