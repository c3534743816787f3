"""Fund pools and their movements."""

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the movements only grow."""
    op.create_table(
        "fund_pools",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("programme", sa.String(length=80), nullable=True),
        sa.Column("cap_fen", sa.BigInteger(), nullable=True),
        sa.Column("contributed", sa.BigInteger(), nullable=False),
        sa.Column("available", sa.BigInteger(), nullable=False),
        sa.Column("committed", sa.BigInteger(), nullable=False),
        sa.Column("disbursed", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "available >= 0 AND committed >= 0 AND disbursed >= 0 AND returned >= 0"
            " AND contributed = available + committed + disbursed + returned",
            name="ck_fund_pools_add_up",
        ),
        sa.PrimaryKeyConstraint("number", name="pk_fund_pools"),
        sa.UniqueConstraint("name", name="uq_fund_pools_name"),
    )
    op.create_table(
        "fund_movements",
        sa.Column("pool", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("giving", sa.String(length=20), nullable=False),
        sa.Column("taking", sa.String(length=20), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("of_entry", sa.Integer(), nullable=True),
        sa.Column("ticket", sa.Integer(), nullable=True),
        sa.Column("whole_fen", sa.BigInteger(), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["pool"], ["fund_pools.number"], name="fk_fund_movements_pool_fund_pools"
        ),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_fund_movements_ticket_tickets"
        ),
        sa.PrimaryKeyConstraint("pool", "ordinal", name="pk_fund_movements"),
    )
    op.create_index("ix_fund_movements_ticket", "fund_movements", ["ticket"], unique=False)
    only_grows("fund_movements")
