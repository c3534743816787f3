"""Searches for needs whose new results people want to be told, and when they were told last."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

subscriptions = Table(
    "subscriptions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("query", Text, nullable=False),
    Column("label", String(100), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("told_until", Moment, nullable=False),
    sqlite_autoincrement=True,
)

# The last day (in Asia/Shanghai) on which it was looked for what is new for a person.
digests = Table(
    "digests",
    METADATA,
    Column("person", ForeignKey("persons.id"), primary_key=True),
    Column("day", Date, nullable=False),
)
