"""Applications and their history."""

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the history only grows."""
    op.create_table(
        "applications",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=80), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.key"],
            name="fk_applications_organisation_organisations",
        ),
        sa.PrimaryKeyConstraint("number", name="pk_applications"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_applications_organisation", "applications", ["organisation"])
    op.create_table(
        "application_history",
        sa.Column("application", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("stage_to", sa.String(length=40), nullable=False),
        sa.Column("standing_to", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["application"],
            ["applications.number"],
            name="fk_application_history_application_applications",
        ),
        sa.PrimaryKeyConstraint("application", "ordinal", name="pk_application_history"),
    )
    only_grows("application_history")
