"""Two-step login, and where somebody is logged in; everybody logs in once more."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; of the sessions there are, nobody knows where they were opened."""
    op.drop_index("ix_staff_sessions_username", "staff_sessions")
    op.drop_table("staff_sessions")
    op.create_table(
        "staff_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("awaits_code", sa.Boolean(), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["staff.username"], name="fk_staff_sessions_username_staff"
        ),
        sa.PrimaryKeyConstraint("token_digest", name="pk_staff_sessions"),
    )
    op.create_index("ix_staff_sessions_username", "staff_sessions", ["username"])
    op.create_table(
        "staff_two_step",
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["staff.username"], name="fk_staff_two_step_username_staff"
        ),
        sa.PrimaryKeyConstraint("username", name="pk_staff_two_step"),
    )
    op.create_table(
        "staff_spare_codes",
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["staff.username"], name="fk_staff_spare_codes_username_staff"
        ),
        sa.PrimaryKeyConstraint("username", "code_digest", name="pk_staff_spare_codes"),
    )
