"""What follows a claim: agreements, milestones, progress, evaluations and their history."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
)

from api.tables.columns import METADATA, Moment

# Each version keeps its terms as they were when it was drafted.
agreements = Table(
    "agreements",
    METADATA,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("terms", JSON, nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("agreed_by", String(80), nullable=False),
    Column("agreed_at", Moment),
)

milestones = Table(
    "milestones",
    METADATA,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("due", Date, nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("reached", Date),
    Column("reminded", Boolean, nullable=False),
    Column("slipped", Boolean, nullable=False),
)

# ``files`` are ids of rows of the table ``files``.
progress_reports = Table(
    "progress_reports",
    METADATA,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("files", JSON, nullable=False),
)

evaluations = Table(
    "evaluations",
    METADATA,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("side", String(20), primary_key=True),
    Column("score", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("person", String(80), nullable=False),
    Column("at", Moment, nullable=False),
)

# Each entry carries the hash of the one before; ``ordinal`` counts within one claim.
work_history = Table(
    "work_history",
    METADATA,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
