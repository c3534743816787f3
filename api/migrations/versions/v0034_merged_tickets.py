"""Tickets merged into others (合并): what into what, and in the history with which."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; no ticket was merged before.

    The key is written out: alembic adds a column with one only by making the table anew on SQLite.
    """
    op.execute(
        "ALTER TABLE tickets ADD COLUMN merged_into INTEGER "
        "CONSTRAINT fk_tickets_merged_into_tickets REFERENCES tickets (number)"
    )
    op.create_index("ix_tickets_merged_into", "tickets", ["merged_into"])
    op.add_column("history", sa.Column("other", sa.Integer(), nullable=True))
