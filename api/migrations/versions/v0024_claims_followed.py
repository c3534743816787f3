"""Which claims changed since a moment, which the market's search asks every second."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    op.create_index("ix_claims_changed_at", "claims", ["changed_at"])
