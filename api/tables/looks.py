"""Who of the staff looked at what people told us: kept as evidence, and to see who is there now."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from api.tables.columns import METADATA, Moment

# One row for one stay: from ``since`` to ``until`` the page was looked at again and again.
looks = Table(
    "looks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("key", String(40), nullable=False),
    Column("username", ForeignKey("staff.username"), nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Index("ix_looks_kind_key_until", "kind", "key", "until"),
)
