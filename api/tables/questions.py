"""What people asked that was not answered well, and what staff made of it."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

# A row is a question as it was asked once. ``person`` is set when they want an answer themselves;
# without it nobody knows who asked. ``given`` is the answer they got (``Answer.to_json``).
# ``answered_by`` and ``answered_at`` say who decided on it and when; of what is ignored, ``answer``
# is the reason. ``decided_with`` is the first question of the group it was decided with, and on an
# open one its own number: staff took it out of its group, and it is decided alone.
questions = Table(
    "questions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("person", ForeignKey("persons.id"), index=True),
    Column("text", Text, nullable=False),
    Column("reason", String(20), nullable=False),
    Column("given", JSON(none_as_null=True)),
    Column("asked_at", Moment, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("decided_with", Integer),
    Column("faq", Integer, index=True),
    Column("answer", Text),
    Column("answered_by", ForeignKey("staff.username")),
    Column("answered_at", Moment, index=True),
)

# What is no question for staff leaves a number only: how often, on which day (Asia/Shanghai).
question_counts = Table(
    "question_counts",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("what", String(20), primary_key=True),
    Column("count", Integer, nullable=False),
)
