"""Results of eligibility that people saved, each under a link that nobody can guess."""

from sqlalchemy import JSON, Column, Date, ForeignKey, String, Table

from api.tables.columns import METADATA, Moment

# ``answers`` are the facts by name, masked; ``findings`` what the rules said on ``as_of``.
assessments = Table(
    "assessments",
    METADATA,
    Column("token", String(43), primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("programme", String(80), nullable=False),
    Column("title", String(200), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("findings", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
)
