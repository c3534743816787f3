"""Subscriptions to searches for needs, and the days on which people were told what is new."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "subscriptions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("told_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_subscriptions_person_persons"),
        sa.PrimaryKeyConstraint("number", name="pk_subscriptions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_person", "subscriptions", ["person"])
    op.create_table(
        "digests",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_digests_person_persons"),
        sa.PrimaryKeyConstraint("person", name="pk_digests"),
    )
