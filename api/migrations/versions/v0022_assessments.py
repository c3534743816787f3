"""Results of eligibility that people saved."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "assessments",
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("programme", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_assessments_person_persons"),
        sa.PrimaryKeyConstraint("token", name="pk_assessments"),
    )
    op.create_index("ix_assessments_person", "assessments", ["person"])
