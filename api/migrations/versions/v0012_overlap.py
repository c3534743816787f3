"""Keys by which needs are found again, who joined a ticket, and who went on beside one."""

import sqlalchemy as sa
from alembic import op

from api.domain.blocking import place_keys, template_keys
from api.domain.need_json import need_from_json
from api.tables.columns import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BATCH = 500


def upgrade() -> None:
    """Create the tables, and make the keys of the tickets there are."""
    op.create_table(
        "need_keys",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.number"], name="fk_need_keys_ticket_tickets"),
        sa.PrimaryKeyConstraint("ticket", "key", name="pk_need_keys"),
    )
    op.create_index("ix_need_keys_key_ticket_weight", "need_keys", ["key", "ticket", "weight"])
    op.create_table(
        "supporters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("adds", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_supporters_ticket_tickets"
        ),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_supporters_person_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_supporters"),
    )
    op.create_index("ix_supporters_person", "supporters", ["person"])
    op.create_index("ix_supporters_ticket_person", "supporters", ["ticket", "person"])
    op.create_table(
        "kept_apart",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_kept_apart_ticket_tickets"
        ),
        sa.ForeignKeyConstraint(["other"], ["tickets.number"], name="fk_kept_apart_other_tickets"),
        sa.PrimaryKeyConstraint("ticket", "other", name="pk_kept_apart"),
    )
    op.create_index("ix_kept_apart_other", "kept_apart", ["other"])
    fill()


def fill() -> None:
    """The keys are what today's rules make of a need; they may be made anew at any time."""
    bind = op.get_bind()
    tickets = sa.table("tickets", sa.column("number", sa.Integer), sa.column("need", sa.JSON))
    keys = sa.table("need_keys", sa.column("ticket"), sa.column("key"), sa.column("weight"))
    last = 0
    while rows := bind.execute(
        sa.select(tickets).where(tickets.c.number > last).order_by(tickets.c.number).limit(BATCH)
    ).all():
        last = rows[-1].number
        made = []
        for row in rows:
            need = need_from_json(row.need)
            found = {key.text: key.weight for key in (*place_keys(need), *template_keys(need))}
            made += [{"ticket": row.number, "key": k, "weight": w} for k, w in found.items()]
        if made:
            bind.execute(keys.insert(), made)
