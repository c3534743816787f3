"""Claims (认领) and their append-only history."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
)

from api.tables.columns import METADATA, Moment

# ``quantities`` maps the position of an item in the need to how much of it, as decimal text.
claims = Table(
    "claims",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("organisation", ForeignKey("organisations.key"), nullable=False, index=True),
    Column("person", ForeignKey("persons.id"), index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("money_fen", BigInteger, nullable=False),
    Column("quantities", JSON, nullable=False),
    Column("lead", ForeignKey("claims.number"), index=True),
    Column("takes_over", ForeignKey("claims.number"), index=True),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
    Column("expires_at", Moment, index=True),
    Column("reminded", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# Each entry carries the hash of the one before; ``ordinal`` counts within one claim.
claim_history = Table(
    "claim_history",
    METADATA,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("state_from", String(20)),
    Column("state_to", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
