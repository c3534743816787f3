"""Claims of needs by organisations, and their append-only history."""

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    _claims()
    op.create_table(
        "claim_history",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("state_from", sa.String(length=20), nullable=True),
        sa.Column("state_to", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name="fk_claim_history_claim_claims"),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_claim_history"),
    )
    only_grows("claim_history")


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("money_fen", sa.BigInteger(), nullable=False),
        sa.Column("quantities", sa.JSON(), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=True),
        sa.Column("takes_over", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.number"], name="fk_claims_ticket_tickets"),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.key"], name="fk_claims_organisation_organisations"
        ),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_claims_person_persons"),
        sa.ForeignKeyConstraint(["lead"], ["claims.number"], name="fk_claims_lead_claims"),
        sa.ForeignKeyConstraint(
            ["takes_over"], ["claims.number"], name="fk_claims_takes_over_claims"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_claims"),
        sqlite_autoincrement=True,
    )
    for column in ("ticket", "organisation", "person", "state", "lead", "takes_over", "expires_at"):
        op.create_index(f"ix_claims_{column}", "claims", [column])
