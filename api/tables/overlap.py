"""How needs are found again, who joined which ticket, and who went on beside one."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
)

from api.tables.columns import METADATA, Moment

# Made from the need (``api.domain.blocking``), and made anew when it changes.
need_keys = Table(
    "need_keys",
    METADATA,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True),
    Column("key", String(48), primary_key=True),
    Column("weight", SmallInteger, nullable=False),
    Index("ix_need_keys_key_ticket_weight", "key", "ticket", "weight"),
)

# A person whose report was attached to another's ticket; ``note`` is what theirs has more.
supporters = Table(
    "supporters",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("adds", Boolean, nullable=False),  # their report has more, and staff are to look
    Column("note", Text, nullable=False),
    Column("files", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_supporters_ticket_person", "ticket", "person"),
)

# The reporter of ``ticket`` was shown ``other`` and went on: theirs is another need, they say.
kept_apart = Table(
    "kept_apart",
    METADATA,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True),
    Column("other", ForeignKey("tickets.number"), primary_key=True, index=True),
)
