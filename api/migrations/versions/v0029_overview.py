"""Indexes that hold all the overview counts, so that it reads no whole need."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the indexes."""
    op.create_index(
        "ix_tickets_overview",
        "tickets",
        ["submitted_at", "province", "status", "category", "county_code"],
    )
    op.create_index("ix_history_reached", "history", ["ticket", "status_to", "at"])
