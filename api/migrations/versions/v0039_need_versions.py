"""Each version of a ticket's need is kept; of tickets there already, the need as it stands."""

from datetime import UTC, datetime
from hashlib import sha256
from json import dumps
from typing import Any

import sqlalchemy as sa
from alembic import op

from api.migrations.append_only import only_grows
from api.tables.columns import Moment

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

AT_ONCE = 500

tickets = sa.table(
    "tickets", sa.column("number"), sa.column("need", sa.JSON), sa.column("provenance", sa.JSON)
)
history = sa.table(
    "history",
    *(sa.column(name) for name in ("ticket", "ordinal", "actor", "status_from", "status_to")),
    sa.column("at", Moment),
    sa.column("fields", sa.JSON),
)
versions = sa.table(
    "need_versions",
    *(sa.column(name) for name in ("ticket", "ordinal", "actor", "history_entry", "digest")),
    sa.column("at", Moment),
    *(sa.column(name) for name in ("previous_hash", "hash")),
)
contents = sa.table(
    "need_contents", sa.column("ticket"), sa.column("ordinal"), sa.column("content", sa.JSON)
)


def upgrade() -> None:
    """Create the tables, then keep the present need of every ticket as its first version."""
    op.create_table(
        "need_versions",
        sa.Column("ticket", sa.Integer(), sa.ForeignKey("tickets.number"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("history_entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "ordinal"),
    )
    only_grows("need_versions")
    op.create_table(
        "need_contents",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "ordinal"),
        sa.ForeignKeyConstraint(
            ["ticket", "ordinal"], ["need_versions.ticket", "need_versions.ordinal"]
        ),
    )
    keep_present()


def keep_present() -> None:
    """Earlier versions are not known: the first one kept is what the last change left."""
    bind = op.get_bind()
    numbers = list(bind.execute(sa.select(tickets.c.number).order_by(tickets.c.number)).scalars())
    for first in range(0, len(numbers), AT_ONCE):
        part = numbers[first : first + AT_ONCE]
        entries = {
            row.ticket: row
            for row in bind.execute(
                sa.select(history).where(history.c.ticket.in_(part)).order_by(history.c.ordinal)
            )
            if row.status_from is None or (row.fields and row.status_to == "in_review")
        }
        rows = bind.execute(sa.select(tickets).where(tickets.c.number.in_(part))).all()
        made = [_made(row, entries[row.number]) for row in rows if row.number in entries]
        if made:
            bind.execute(sa.insert(versions), [version for version, _ in made])
            bind.execute(sa.insert(contents), [content for _, content in made])


def _made(ticket: sa.Row[Any], entry: sa.Row[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    content = {"need": ticket.need, "provenance": ticket.provenance}
    digest = _sha256(dumps(content, ensure_ascii=False, sort_keys=True))
    at: datetime = entry.at
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    body = [moment, entry.actor, entry.ordinal, digest, ""]
    version = {
        "ticket": ticket.number,
        "ordinal": 1,
        "at": at,
        "actor": entry.actor,
        "history_entry": entry.ordinal,
        "digest": digest,
        "previous_hash": "",
        "hash": _sha256(dumps(body, ensure_ascii=False)),
    }
    return version, {"ticket": ticket.number, "ordinal": 1, "content": content}


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()
