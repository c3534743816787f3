"""Reports set aside by their reporters."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "drafts",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("nonce", sa.String(length=10), nullable=False),
        sa.Column("frame", sa.JSON(), nullable=False),
        sa.Column("touched_at", Moment(), nullable=False),
        sa.Column("leaves_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_drafts_person_persons"),
        sa.PrimaryKeyConstraint("person", "nonce", name="pk_drafts"),
    )
    op.create_index("ix_drafts_touched_at", "drafts", ["touched_at"])
    op.create_index("ix_drafts_leaves_at", "drafts", ["leaves_at"])
