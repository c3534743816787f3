"""Sheets of needs that people send, and which row became which ticket."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "batches",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_batches_person_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_index("ix_batches_person", "batches", ["person"])
    op.create_table(
        "batch_rows",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_batch_rows_person_persons"),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_batch_rows_ticket_tickets"
        ),
        sa.PrimaryKeyConstraint("person", "digest", name="pk_batch_rows"),
    )
    op.create_index("ix_batch_rows_ticket", "batch_rows", ["ticket"])
