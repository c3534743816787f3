"""What staff decide on policy documents, its history, and files that wait to be confirmed."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and create the tables."""
    for column in (
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("successor", sa.String(length=120), nullable=True),
        sa.Column("successor_from", sa.Date(), nullable=True),
        sa.Column("history_hash", sa.String(length=64), server_default="", nullable=False),
    ):
        op.add_column("documents", column)
    op.create_table(
        "document_drafts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("replaces", sa.String(length=120), nullable=True),
        sa.Column("staff", sa.String(length=60), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff"], ["staff.username"], name="fk_document_drafts_staff_staff"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_drafts"),
    )
    op.create_table(
        "document_history",
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("document", "ordinal", name="pk_document_history"),
    )
    _forbid_changes("document_history")


def _forbid_changes(table: str) -> None:
    """Let ``table`` only grow, whoever writes to it; PostgreSQL has the function since 0001."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
