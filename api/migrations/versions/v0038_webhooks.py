"""Webhooks; the outbox delivers to them, too, also what belongs to no ticket."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and widen the outbox."""
    op.create_table(
        "webhooks",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("secret", sa.String(length=80), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_webhooks"),
        sqlite_autoincrement=True,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:  # which makes the outbox anew, and lets nothing refer to it meanwhile
        op.execute("CREATE TEMPORARY TABLE kept_attempts AS SELECT * FROM outbox_attempts")
        op.execute("DELETE FROM outbox_attempts")
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("ticket", existing_type=sa.Integer(), nullable=True)
        outbox.add_column(
            sa.Column(
                "webhook",
                sa.Integer(),
                sa.ForeignKey("webhooks.number", name="fk_outbox_webhook_webhooks"),
                nullable=True,
            )
        )
    op.create_index("ix_outbox_webhook", "outbox", ["webhook"])
    if is_sqlite:
        op.execute("INSERT INTO outbox_attempts SELECT * FROM kept_attempts")
        op.execute("DROP TABLE kept_attempts")
