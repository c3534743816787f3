"""Fund pools (资金池) and their append-only movements, in fen."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
)

from api.tables.columns import METADATA, Moment

# The balances are what the movements make; the database itself keeps them from going below zero.
fund_pools = Table(
    "fund_pools",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", String(60), nullable=False, unique=True),
    Column("purpose", Text, nullable=False),
    Column("programme", String(80)),
    Column("cap_fen", BigInteger),
    Column("contributed", BigInteger, nullable=False),
    Column("available", BigInteger, nullable=False),
    Column("committed", BigInteger, nullable=False),
    Column("disbursed", BigInteger, nullable=False),
    Column("returned", BigInteger, nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("made_at", Moment, nullable=False),
    CheckConstraint(
        "available >= 0 AND committed >= 0 AND disbursed >= 0 AND returned >= 0"
        " AND contributed = available + committed + disbursed + returned",
        name="ck_fund_pools_add_up",
    ),
)

# Each entry carries the hash of the one before; ``ordinal`` counts within one pool. ``of_entry``
# is the entry another one belongs to or corrects.
fund_movements = Table(
    "fund_movements",
    METADATA,
    Column("pool", ForeignKey("fund_pools.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("giving", String(20), nullable=False),
    Column("taking", String(20), nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("of_entry", Integer),
    Column("ticket", ForeignKey("tickets.number"), index=True),
    Column("whole_fen", BigInteger),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
