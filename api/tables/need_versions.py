"""Each version of a ticket's need: an append-only chain, and beside it what the versions say."""

from sqlalchemy import JSON, Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table

from api.tables.columns import METADATA, Moment

# Each version carries the hash of the one before; ``ordinal`` counts within one ticket,
# ``history_entry`` is the ordinal of the entry of the history that tells why.
need_versions = Table(
    "need_versions",
    METADATA,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("history_entry", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# Apart, so that what a person wrote can be erased and the chain of digests stays.
need_contents = Table(
    "need_contents",
    METADATA,
    Column("ticket", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("content", JSON, nullable=False),
    ForeignKeyConstraint(["ticket", "ordinal"], ["need_versions.ticket", "need_versions.ordinal"]),
)
