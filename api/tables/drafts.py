"""Reports set aside (草稿): a run of a flow that waits to be taken up again."""

from sqlalchemy import JSON, Column, ForeignKey, String, Table

from api.tables.columns import METADATA, Moment

# ``leaves_at`` is set with the reminder, which names that day: nothing goes unannounced.
drafts = Table(
    "drafts",
    METADATA,
    Column("person", ForeignKey("persons.id"), primary_key=True),
    Column("nonce", String(10), primary_key=True),
    Column("frame", JSON, nullable=False),
    Column("touched_at", Moment, nullable=False, index=True),
    Column("leaves_at", Moment, index=True),
)

# One row for each person with a report in progress; ``leaves_at`` as above.
open_reports = Table(
    "open_reports",
    METADATA,
    Column("person", ForeignKey("persons.id"), primary_key=True),
    Column("touched_at", Moment, nullable=False, index=True),
    Column("leaves_at", Moment, index=True),
)
