"""What organisations can help with: their offers, and when these changed."""

from sqlalchemy import JSON, BigInteger, Column, Date, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

offers = Table(
    "offers",
    METADATA,
    Column("key", String(80), primary_key=True),
    Column("organisation", ForeignKey("organisations.key"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("areas", JSON, nullable=False),
    Column("services", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("least_fen", BigInteger),
    Column("most_fen", BigInteger),
    Column("kind", String(10)),
    Column("quantity", Text, nullable=False, server_default=""),
    Column("ends", Date),
    Column("conditions", Text, nullable=False, server_default=""),
)

# Rises with every change of the offers, so that a matcher knows when to read them again.
offer_changes = Table(
    "offer_changes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
)
