"""Reports in progress and since when they lie untouched."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; a row appears with the next message."""
    op.create_table(
        "open_reports",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("touched_at", Moment(), nullable=False),
        sa.Column("leaves_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_open_reports_person_persons"),
        sa.PrimaryKeyConstraint("person", name="pk_open_reports"),
    )
    op.create_index("ix_open_reports_touched_at", "open_reports", ["touched_at"])
    op.create_index("ix_open_reports_leaves_at", "open_reports", ["leaves_at"])
