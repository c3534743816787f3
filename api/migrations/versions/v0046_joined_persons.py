"""Who was joined with whom: under an earlier id somebody still stands in histories."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; of those joined before nothing is known."""
    op.create_table(
        "joined_persons",
        sa.Column("guest", sa.String(length=32), primary_key=True),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_joined_persons_holder", "joined_persons", ["holder"])
