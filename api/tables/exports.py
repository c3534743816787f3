"""What staff took out of the desk as files: an append-only log."""

from sqlalchemy import Column, Integer, String, Table

from api.tables.columns import METADATA, Moment

# Each entry carries the hash of the one before; ``ordinal`` counts within one year in Shanghai.
export_log = Table(
    "export_log",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("scope", String(200), nullable=False),
    Column("form", String(10), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
