"""Where the project of an application lies, to find it by."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the place, and fill it with what was said last."""
    op.add_column(
        "applications",
        sa.Column("place", sa.String(length=60), nullable=False, server_default=""),
    )
    applications = sa.table(
        "applications", sa.column("number", sa.Integer), sa.column("place", sa.String)
    )
    history = sa.table(
        "application_history",
        sa.column("application", sa.Integer),
        sa.column("ordinal", sa.Integer),
        sa.column("act", sa.String),
        sa.column("data", sa.JSON),
    )
    connection = op.get_bind()
    said = connection.execute(
        sa.select(history.c.application, history.c.data)
        .where(history.c.act.in_(("entered", "answered")))
        .order_by(history.c.application, history.c.ordinal)
    ).all()
    for number, place in {row.application: row.data["place"] for row in said}.items():
        connection.execute(
            applications.update().where(applications.c.number == number).values(place=place)
        )
