"""The index of the list of tickets holds their numbers, too: a page is found in it alone."""

from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index anew."""
    op.drop_index("ix_tickets_queue", "tickets")
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
            "number",
        ],
    )
