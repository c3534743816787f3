"""Sheets of needs: read, waiting for the person to decide; and which row became which ticket."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

# ``body`` is the sheet as it was read, numbers of persons masked: the file itself is not kept.
batches = Table(
    "batches",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("kept_at", Moment, nullable=False),
)

# ``digest`` is that of the row's content: a sheet sent again opens no second ticket.
batch_rows = Table(
    "batch_rows",
    METADATA,
    Column("person", ForeignKey("persons.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("row", Integer, nullable=False),
)
