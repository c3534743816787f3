"""What follows a submission: questions of staff to the reporter, and what they say of delivery."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

ticket_questions = Table(
    "ticket_questions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("asked_by", ForeignKey("staff.username"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("answer", Text),
    Column("answered_at", Moment),
)

# Rows are only added; of several marks of one ticket the latest counts.
ticket_feedback = Table(
    "ticket_feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("feedback", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
