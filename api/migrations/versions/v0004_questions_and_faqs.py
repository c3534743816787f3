"""Questions nobody passed on are kept too; answers of staff become reviewed FAQs."""

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the questions, create the counts and the FAQs."""
    with op.batch_alter_table("questions") as questions:
        questions.alter_column("person", existing_type=sa.String(length=32), nullable=True)
        questions.add_column(
            sa.Column("reason", sa.String(20), nullable=False, server_default="passed_on")
        )
        questions.add_column(sa.Column("given", sa.JSON(), nullable=True))
        questions.add_column(
            sa.Column("state", sa.String(20), nullable=False, server_default="open")
        )
        questions.add_column(sa.Column("decided_with", sa.Integer(), nullable=True))
        questions.add_column(sa.Column("faq", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE questions SET state = 'answered', decided_with = number "
        "WHERE answered_at IS NOT NULL"
    )
    op.create_index("ix_questions_state", "questions", ["state"], unique=False)
    op.create_index("ix_questions_faq", "questions", ["faq"], unique=False)
    op.create_table(
        "question_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "what", name="pk_question_counts"),
    )
    op.create_table(
        "faqs",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("written_by", sa.String(length=60), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("reviewed_by", sa.String(length=60), nullable=True),
        sa.Column("reviewed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["written_by"], ["staff.username"], name="fk_faqs_written_by_staff"
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["staff.username"], name="fk_faqs_reviewed_by_staff"
        ),
        sa.PrimaryKeyConstraint("number", "version", name="pk_faqs"),
    )
    op.create_index("ix_faqs_status", "faqs", ["status"], unique=False)
    op.create_table(
        "faq_history",
        sa.Column("faq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status_from", sa.String(length=20), nullable=True),
        sa.Column("status_to", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("faq", "ordinal", name="pk_faq_history"),
    )
    only_grows("faq_history")
