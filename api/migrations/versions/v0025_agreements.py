"""Agreements, milestones, progress and evaluations of claims, and their history."""

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the history only grows."""
    op.create_table(
        "agreements",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("agreed_by", sa.String(length=80), nullable=False),
        sa.Column("agreed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name="fk_agreements_claim_claims"),
        sa.PrimaryKeyConstraint("claim", "version", name="pk_agreements"),
    )
    op.create_table(
        "milestones",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reached", sa.Date(), nullable=True),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("slipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name="fk_milestones_claim_claims"),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_milestones"),
    )
    op.create_index("ix_milestones_due", "milestones", ["due"], unique=False)
    op.create_table(
        "progress_reports",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"], ["claims.number"], name="fk_progress_reports_claim_claims"
        ),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_progress_reports"),
    )
    op.create_table(
        "evaluations",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name="fk_evaluations_claim_claims"),
        sa.PrimaryKeyConstraint("claim", "side", name="pk_evaluations"),
    )
    op.create_table(
        "work_history",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name="fk_work_history_claim_claims"),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_work_history"),
    )
    only_grows("work_history")
