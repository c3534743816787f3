"""What was refused to people who may be misusing something (审计): kept, not only turned away."""

from sqlalchemy import Column, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

# ``what`` names the rule, ``subject`` the organisation, code or ticket it was about.
refusals = Table(
    "refusals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("what", String(40), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
