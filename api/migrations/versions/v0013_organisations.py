"""How far organisations are verified, their members, invitations, history, and blocked ones."""

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the organisations; create what belongs to them."""
    for column in (
        sa.Column("state", sa.String(length=20), server_default="unverified", nullable=False),
        sa.Column("details", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("verified_at", Moment(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("organisations", column)
    op.create_index("ix_organisations_state", "organisations", ["state"])
    _members()
    _invitations()
    _history()
    _blocked()


def _members() -> None:
    op.create_table(
        "organisation_members",
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.key"],
            name="fk_organisation_members_organisation_organisations",
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["persons.id"], name="fk_organisation_members_person_persons"
        ),
        sa.PrimaryKeyConstraint("organisation", "person", name="pk_organisation_members"),
    )
    op.create_index("ix_organisation_members_person", "organisation_members", ["person"])


def _invitations() -> None:
    op.create_table(
        "organisation_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.key"],
            name="fk_organisation_invitations_organisation_organisations",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_invitations"),
        sa.UniqueConstraint("code_digest", name="uq_organisation_invitations_code_digest"),
    )
    op.create_index(
        "ix_organisation_invitations_organisation", "organisation_invitations", ["organisation"]
    )


def _history() -> None:
    op.create_table(
        "organisation_history",
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("state_from", sa.String(length=20), nullable=True),
        sa.Column("state_to", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.key"],
            name="fk_organisation_history_organisation_organisations",
        ),
        sa.PrimaryKeyConstraint("organisation", "ordinal", name="pk_organisation_history"),
    )
    only_grows("organisation_history")


def _blocked() -> None:
    op.create_table(
        "blocked_organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("same_name", sa.Text(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_blocked_organisations"),
        sa.UniqueConstraint("same_name", name="uq_blocked_organisations_same_name"),
    )
    op.create_index(
        "ix_blocked_organisations_credit_code", "blocked_organisations", ["credit_code"]
    )
    op.create_table(
        "refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refusals"),
    )
    op.create_index("ix_refusals_what", "refusals", ["what"])
