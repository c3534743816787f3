"""Filters of the list and sentences that members of staff keep."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; they begin empty."""
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["staff.username"], name="fk_saved_views_username_staff"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.UniqueConstraint("username", "name", name="uq_saved_views_username_name"),
    )
    op.create_table(
        "own_phrases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["staff.username"], name="fk_own_phrases_username_staff"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_own_phrases"),
    )
    op.create_index("ix_own_phrases_username", "own_phrases", ["username"])
