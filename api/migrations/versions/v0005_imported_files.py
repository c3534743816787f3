"""Files that staff import: their reading, the drafts read in them, and where facts were read."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the drafts anew below their files; nothing had written any before."""
    op.drop_table("document_drafts")
    op.add_column(
        "documents", sa.Column("origins", sa.JSON(), server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("documents", sa.Column("file", sa.String(length=32), nullable=True))
    op.create_table(
        "document_files",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("staff", sa.String(length=60), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff"], ["staff.username"], name="fk_document_files_staff_staff"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_files"),
        sa.UniqueConstraint("sha256", name="uq_document_files_sha256"),
    )
    op.create_table(
        "document_drafts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("stored_as", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["file"], ["document_files.id"], name="fk_document_drafts_file_document_files"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_drafts"),
    )
