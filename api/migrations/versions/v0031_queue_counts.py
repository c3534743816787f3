"""An index that holds all the list of tickets is filtered by, for the counts beside its filters."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    op.create_index(
        "ix_tickets_queue",
        "tickets",
        [
            "status",
            "category",
            "province",
            "urgency",
            "reviewer",
            "review_due",
            "submitted_at",
            "county_code",
        ],
    )
