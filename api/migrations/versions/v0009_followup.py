"""Questions of staff about a ticket, and what the reporter says of the delivery."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "ticket_questions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_ticket_questions_ticket_tickets"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["staff.username"], name="fk_ticket_questions_asked_by_staff"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_ticket_questions"),
    )
    op.create_index("ix_ticket_questions_ticket", "ticket_questions", ["ticket"], unique=False)
    op.create_table(
        "ticket_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("feedback", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_ticket_feedback_ticket_tickets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_feedback"),
    )
    op.create_index("ix_ticket_feedback_ticket", "ticket_feedback", ["ticket"], unique=False)
