"""Background jobs of the desk, and the matches a full re-ranking found."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

jobs = Table(
    "jobs",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("staff", ForeignKey("staff.username")),
    Column("terms", JSON, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("result", JSON),
    Column("problem", Text, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("beat_at", Moment, nullable=False),
    Column("finished_at", Moment),
)

# The best offers for a ticket; ``version`` is the job that ranked them last.
match_results = Table(
    "match_results",
    METADATA,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True),
    Column("version", ForeignKey("jobs.number"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("matches", JSON, nullable=False),
)
