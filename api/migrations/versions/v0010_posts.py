"""Posts with a term, invitations to them, and the record of who held them."""

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the posts, create the invitations and the history."""
    for column in (
        sa.Column("county", sa.String(length=120), server_default="", nullable=False),
        sa.Column("unit", sa.String(length=120), server_default="", nullable=False),
        sa.Column("state", sa.String(length=20), server_default="held", nullable=False),
        sa.Column("term_starts", sa.Date(), nullable=True),
        sa.Column("term_ends", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("posts", column)
    op.create_index("ix_posts_state", "posts", ["state"], unique=False)
    op.execute("UPDATE posts SET state = 'vacant' WHERE person IS NULL")
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["post"], ["posts.id"], name="fk_invitations_post_posts"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("code_digest", name="uq_invitations_code_digest"),
    )
    op.create_index("ix_invitations_post", "invitations", ["post"], unique=False)
    op.create_table(
        "post_history",
        sa.Column("post", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("state_from", sa.String(length=20), nullable=True),
        sa.Column("state_to", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["post"], ["posts.id"], name="fk_post_history_post_posts"),
        sa.PrimaryKeyConstraint("post", "ordinal", name="pk_post_history"),
    )
    only_grows("post_history")
