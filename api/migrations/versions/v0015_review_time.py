"""By when to decide on a ticket (审核时限)."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from api.clock import SHANGHAI
from api.domain.review_time import review_time
from api.domain.ticket import HistoryEntry, TicketStatus
from api.tables.columns import Moment
from api.working_days import is_workday

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WAITING = ("submitted", "in_review")


def upgrade() -> None:
    """Add the column, and fill it for the tickets that wait now."""
    op.add_column("tickets", sa.Column("review_due", sa.Date(), nullable=True))
    op.create_index("ix_tickets_review_due", "tickets", ["review_due"])
    fill()


def fill() -> None:
    """What the rules of today make of each history; it may be made anew at any time."""
    bind = op.get_bind()
    tickets = sa.table(
        "tickets", sa.column("number"), sa.column("status"), sa.column("review_due", sa.Date)
    )
    history = sa.table(
        "history",
        *(sa.column(name) for name in ("ticket", "ordinal", "status_to")),
        sa.column("at", Moment),
    )
    today = datetime.now(UTC).astimezone(SHANGHAI).date()
    waiting = sa.select(tickets.c.number).where(tickets.c.status.in_(WAITING))
    for number in bind.execute(waiting).scalars().all():
        rows = bind.execute(
            sa.select(history).where(history.c.ticket == number).order_by(history.c.ordinal)
        ).all()
        told = [HistoryEntry(row.at, "", None, TicketStatus(row.status_to)) for row in rows]
        time = review_time(told, today, SHANGHAI, is_workday)
        if time is not None:
            bind.execute(
                sa.update(tickets).where(tickets.c.number == number).values(review_due=time.due)
            )
