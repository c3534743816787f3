"""Roles and regions of staff, and the history of who may do what since when."""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

from api.domain.history import entry_hash
from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

WORK = {
    "intake": "受理",
    "first_review": "初审",
    "second_review": "复审",
    "expert": "专家",
    "finance": "财务",
    "notice": "公示",
    "knowledge": "知识",
}
# Until now everybody at the desk did all the work there was, and administrators managed besides.
WERE = {"admin": WORK | {"admin": "管理员"}, "reviewer": WORK}


def upgrade() -> None:
    """Give everybody the roles of what they did, and begin their history with it."""
    history = op.create_table(
        "staff_history",
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["staff.username"], name="fk_staff_history_username_staff"
        ),
        sa.PrimaryKeyConstraint("username", "ordinal", name="pk_staff_history"),
    )
    for name in ("roles", "regions"):
        op.add_column(
            "staff", sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
    staff = sa.table(
        "staff",
        sa.column("username", sa.String),
        sa.column("role", sa.String),
        sa.column("created_at", Moment()),
        sa.column("roles", sa.JSON),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(staff.c.username, staff.c.role, staff.c.created_at)).all()
    for row in rows:
        roles = WERE[row.role]
        connection.execute(
            staff.update().where(staff.c.username == row.username).values(roles=list(roles))
        )
        at = row.created_at.astimezone(UTC).isoformat(timespec="microseconds")
        labels = list(roles.values())
        connection.execute(
            history.insert().values(
                username=row.username,
                ordinal=1,
                at=row.created_at,
                actor="service",
                act="made",
                roles=labels,
                regions=[],
                previous_hash="",
                hash=entry_hash([at, "service", "made", labels, [], ""]),
            )
        )
    op.drop_column("staff", "role")
    only_grows("staff_history")
