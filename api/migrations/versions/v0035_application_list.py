"""By what applications are found in the list: title, and what is due when."""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

from api.clock import SHANGHAI
from api.domain.application import Application
from api.domain.application_event import Act, Event, Standing
from api.domain.application_time import milestone_due, stage_time
from api.tables.columns import Moment
from api.working_days import is_workday
from knowledge.procedure_files import load_procedures

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

APPLICATIONS = sa.table(
    "applications",
    *(sa.column(name) for name in ("number", "programme", "organisation", "stage", "standing")),
    sa.column("title"),
    sa.column("due", sa.Date),
    sa.column("milestone_due", sa.Date),
)
HISTORY = sa.table(
    "application_history",
    *(sa.column(name) for name in ("application", "ordinal", "actor", "act", "stage", "stage_to")),
    sa.column("standing_to"),
    sa.column("note"),
    sa.column("at", Moment),
    sa.column("data", sa.JSON),
)


def upgrade() -> None:
    """Add the columns, and fill them for the applications there are."""
    op.add_column(
        "applications", sa.Column("title", sa.String(60), nullable=False, server_default="")
    )
    for name in ("due", "milestone_due"):
        op.add_column("applications", sa.Column(name, sa.Date(), nullable=True))
        op.create_index(f"ix_applications_{name}", "applications", [name])
    fill()


def fill() -> None:
    """What the rules of today make of each history; it may be made anew at any time."""
    bind = op.get_bind()
    procedures = load_procedures()
    rows = bind.execute(sa.select(HISTORY).order_by(HISTORY.c.application, HISTORY.c.ordinal)).all()
    told = {
        number: tuple(map(_event, entries))
        for number, entries in groupby(rows, lambda row: row.application)
    }
    for row in bind.execute(sa.select(APPLICATIONS)).all():
        one = Application(
            row.number,
            row.programme,
            row.organisation,
            row.stage,
            Standing(row.standing),
            told[row.number],
        )
        procedure = procedures[one.programme]
        # On which day it is asked makes no difference to the last one.
        time = stage_time(procedure, one, one.since.date(), SHANGHAI, is_workday)
        bind.execute(
            sa.update(APPLICATIONS)
            .where(APPLICATIONS.c.number == one.number)
            .values(
                title=one.project.title,
                due=time.due if time else None,
                milestone_due=milestone_due(procedure, one),
            )
        )


def _event(row: sa.Row[tuple[object, ...]]) -> Event:
    return Event(
        row.at,
        row.actor,
        Act(row.act),
        row.stage,
        row.stage_to,
        Standing(row.standing_to),
        row.note,
        row.data,
    )
