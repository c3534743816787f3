"""Files (附件) that are kept with an application."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; applications there already have none."""
    op.create_table(
        "application_files",
        sa.Column("id", sa.String(length=32), primary_key=True),
        sa.Column(
            "application", sa.Integer(), sa.ForeignKey("applications.number"), nullable=False
        ),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary()),
        sa.Column("added_at", Moment(), nullable=False),
    )
    op.create_index("ix_application_files_application", "application_files", ["application"])
