"""Background jobs of the desk, and the matches a full re-ranking found."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "jobs",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("staff", sa.String(length=60)),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON()),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("beat_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment()),
        sa.ForeignKeyConstraint(["staff"], ["staff.username"], name="fk_jobs_staff_staff"),
        sa.PrimaryKeyConstraint("number", name="pk_jobs"),
    )
    op.create_index("ix_jobs_kind", "jobs", ["kind"])
    op.create_table(
        "match_results",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("matches", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_match_results_ticket_tickets"
        ),
        sa.ForeignKeyConstraint(["version"], ["jobs.number"], name="fk_match_results_version_jobs"),
        sa.PrimaryKeyConstraint("ticket", name="pk_match_results"),
    )
    op.create_index("ix_match_results_version", "match_results", ["version"])
