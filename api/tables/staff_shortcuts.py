"""What members of staff keep for themselves: filters of the list, and sentences they often need."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from api.tables.columns import METADATA

saved_views = Table(
    "saved_views",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("username", ForeignKey("staff.username"), nullable=False),
    Column("name", String(40), nullable=False),
    Column("query", String(600), nullable=False),
    UniqueConstraint("username", "name"),
)

own_phrases = Table(
    "own_phrases",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("username", ForeignKey("staff.username"), nullable=False, index=True),
    Column("text", Text, nullable=False),
)
