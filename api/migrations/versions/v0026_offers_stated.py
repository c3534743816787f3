"""What an organisation says of its offers itself: their kind, how much, until when, conditions."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the offers."""
    for column in (
        sa.Column("kind", sa.String(length=10), nullable=True),
        sa.Column("quantity", sa.Text(), server_default="", nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), server_default="", nullable=False),
    ):
        op.add_column("offers", column)
