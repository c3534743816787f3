"""What changed of the tickets since a moment, which the market's search asks every second."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    op.create_index("ix_tickets_changed_at", "tickets", ["changed_at"])
