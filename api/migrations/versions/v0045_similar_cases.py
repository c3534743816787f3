"""Needs are also found again by what is lacking and for whom, wherever it was reported."""

import sqlalchemy as sa
from alembic import op

from api.domain.blocking import case_keys
from api.domain.need_json import need_from_json

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

BATCH = 500


def upgrade() -> None:
    """Make the keys of the tickets there are; no table changes."""
    bind = op.get_bind()
    tickets = sa.table("tickets", sa.column("number", sa.Integer), sa.column("need", sa.JSON))
    keys = sa.table("need_keys", sa.column("ticket"), sa.column("key"), sa.column("weight"))
    last = 0
    while rows := bind.execute(
        sa.select(tickets).where(tickets.c.number > last).order_by(tickets.c.number).limit(BATCH)
    ).all():
        last = rows[-1].number
        made = [
            {"ticket": row.number, "key": key.text, "weight": key.weight}
            for row in rows
            for key in case_keys(need_from_json(row.need))
        ]
        if made:
            bind.execute(keys.insert(), made)
