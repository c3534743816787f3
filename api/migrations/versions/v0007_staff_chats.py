"""Talks with staff: their lines, and a history of who took, read, answered and ended them."""

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the three tables; the history only grows."""
    op.create_table(
        "staff_chats",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=60), nullable=True),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("read_to", sa.Integer(), nullable=False),
        sa.Column("history_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_staff_chats_person_persons"),
        sa.ForeignKeyConstraint(["holder"], ["staff.username"], name="fk_staff_chats_holder_staff"),
        sa.PrimaryKeyConstraint("number", name="pk_staff_chats"),
    )
    op.create_index("ix_staff_chats_person", "staff_chats", ["person"], unique=False)
    op.create_index("ix_staff_chats_state", "staff_chats", ["state"], unique=False)
    op.create_table(
        "staff_chat_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(length=10), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file", sa.String(length=32), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat"], ["staff_chats.number"], name="fk_staff_chat_lines_chat_staff_chats"
        ),
        sa.ForeignKeyConstraint(
            ["author"], ["staff.username"], name="fk_staff_chat_lines_author_staff"
        ),
        sa.ForeignKeyConstraint(["file"], ["files.id"], name="fk_staff_chat_lines_file_files"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_chat_lines"),
    )
    op.create_index("ix_staff_chat_lines_chat", "staff_chat_lines", ["chat"], unique=False)
    op.create_index("ix_staff_chat_lines_file", "staff_chat_lines", ["file"], unique=False)
    op.create_table(
        "staff_chat_events",
        sa.Column("chat", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat"], ["staff_chats.number"], name="fk_staff_chat_events_chat_staff_chats"
        ),
        sa.PrimaryKeyConstraint("chat", "ordinal", name="pk_staff_chat_events"),
    )
    only_grows("staff_chat_events")
