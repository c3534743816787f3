"""What staff wrote for everybody beside the words of the reporter, and how long the notice runs."""

from sqlalchemy import Column, Date, ForeignKey, String, Table, Text

from api.tables.columns import METADATA, Moment

publications = Table(
    "publications",
    METADATA,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True),
    Column("title", String(60), nullable=False),
    Column("description", Text, nullable=False),
    Column("notice_starts", Date),
    Column("notice_ends", Date),
    Column("changed_by", ForeignKey("staff.username"), nullable=False),
    Column("changed_at", Moment, nullable=False),
)
