"""Applications (申报) and their append-only history, which holds all that was ever entered."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from api.tables.columns import METADATA, Moment

# What the list is made of; it stands as the last entry of the history says.
applications = Table(
    "applications",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("programme", String(80), nullable=False),
    Column("organisation", ForeignKey("organisations.key"), nullable=False, index=True),
    Column("stage", String(40), nullable=False),
    Column("standing", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    # Only to find it by: the title and the place of the project, the last day for a decision
    # while staff have it, and the next planned day of a project that is being delivered (days in
    # Shanghai).
    Column("title", String(60), nullable=False, server_default=""),
    Column("place", String(60), nullable=False, server_default=""),
    Column("due", Date, index=True),
    Column("milestone_due", Date, index=True),
    sqlite_autoincrement=True,
)

# Each entry carries the hash of the one before; ``ordinal`` counts within one application.
application_history = Table(
    "application_history",
    METADATA,
    Column("application", ForeignKey("applications.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("stage", String(40), nullable=False),
    Column("stage_to", String(40), nullable=False),
    Column("standing_to", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# What the organisation and staff handed in with it (附件); the contents lie in the folder of files.
application_files = Table(
    "application_files",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("application", ForeignKey("applications.number"), nullable=False, index=True),
    Column("stage", String(40), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("name", String(200), nullable=False),
    Column("type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("path", String(200), nullable=False),
    Column("thumbnail", LargeBinary),
    Column("added_at", Moment, nullable=False),
)
