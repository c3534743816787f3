"""What was confirmed when a need was accepted stands in its history."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of entries there already nothing is known."""
    op.add_column("history", sa.Column("checked", sa.JSON(none_as_null=True)))
