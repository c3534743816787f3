"""What staff write for everybody of a published need, and its public notice."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; a need published before is shown in the words made from its fields."""
    op.create_table(
        "publications",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("notice_starts", sa.Date(), nullable=True),
        sa.Column("notice_ends", sa.Date(), nullable=True),
        sa.Column("changed_by", sa.String(length=60), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["staff.username"], name="fk_publications_changed_by_staff"
        ),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_publications_ticket_tickets"
        ),
        sa.PrimaryKeyConstraint("ticket", name="pk_publications"),
    )
