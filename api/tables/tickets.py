"""The desk's cases: tickets and their append-only history."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from api.tables.columns import METADATA, Moment

FIRST_NUMBER = 1001

# ``need`` is the whole need; the columns beside it repeat what the queue filters by.
tickets = Table(
    "tickets",
    METADATA,
    Column("number", Integer, Identity(start=FIRST_NUMBER), primary_key=True),
    Column("status", String(20), nullable=False, index=True),
    Column("need", JSON, nullable=False),
    Column("provenance", JSON, nullable=False),
    Column("reporter", ForeignKey("persons.id"), nullable=False, index=True),
    Column("post", ForeignKey("posts.id"), index=True),
    Column("reviewer", ForeignKey("staff.username")),
    Column("version", Integer, nullable=False),
    Column("history_hash", String(64), nullable=False),
    Column("title", String(200), nullable=False),
    Column("category", String(20)),
    Column("province", String(60)),
    Column("county_code", String(12)),
    Column("urgency", String(20)),
    Column("search_text", Text, nullable=False),
    Column("submitted_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
    Column("review_due", Date, index=True),  # by when to decide; empty while nobody waits for staff
    Column("merged_into", ForeignKey("tickets.number"), index=True),  # repeats the history
    Index("ix_tickets_province_county_code", "province", "county_code"),
    # All that the overview counts: without it every need would be read from the disk for a count.
    Index("ix_tickets_overview", "submitted_at", "province", "status", "category", "county_code"),
    # All the list is filtered by, so that the counts beside its filters read no whole need either.
    Index(
        "ix_tickets_queue",
        *("status", "category", "province", "urgency", "reviewer"),
        *("review_due", "submitted_at", "county_code", "number"),
    ),
    sqlite_autoincrement=True,
)

history = Table(
    "history",
    METADATA,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("status_from", String(20)),
    Column("status_to", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("checked", JSON(none_as_null=True)),  # the checklist, as ticked when it was accepted
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("other", Integer),  # the number of the ticket it was merged with, or parted from
    Index("ix_history_reached", "ticket", "status_to", "at"),  # when a need reached what
)
