"""The outbox is made anew for webhooks; what it held before, attempts included, is kept."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from api.outbox import DeliveryStatus, deliveries
from api.store.database import Database
from tests.fakes import FixedClock

MOMENT = "2026-09-01 00:00:00.000000"
HELD = (
    f"INSERT INTO persons (id, created_at) VALUES ('p', '{MOMENT}')",
    "INSERT INTO tickets (number, need, title, status, provenance, reporter, version,"
    " history_hash, submitted_at, changed_at, search_text)"
    f" VALUES (1001, '{{}}', '', 'accepted', '{{}}', 'p', 1, '', '{MOMENT}', '{MOMENT}', '')",
    "INSERT INTO outbox (id, kind, ticket, payload, idempotency_key, status, attempts,"
    " next_attempt_at, created_at)"
    f" VALUES (7, 'matching', 1001, '{{}}', 'need-1001-4', 'pending', 1, '{MOMENT}', '{MOMENT}')",
    "INSERT INTO outbox_attempts (outbox, ordinal, started_at, status_code)"
    f" VALUES (7, 1, '{MOMENT}', 503)",
)


def test_what_waited_before_there_were_webhooks_waits_still(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", "api:migrations")
    revisions = ScriptDirectory.from_config(config).walk_revisions()
    (webhooks,) = (one for one in revisions if one.path.endswith("_webhooks.py"))
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}", FixedClock())
    with database.begin() as unit:
        config.attributes["connection"] = unit.connection
        command.upgrade(config, str(webhooks.down_revision))
        for row in HELD:
            unit.connection.execute(text(row))
    assert database.migrate()
    with database.begin() as unit:
        (kept,) = deliveries(unit, 1001)
        assert unit.connection.execute(text("PRAGMA foreign_key_check")).all() == []
    database.close()
    assert (kept.id, kept.key, kept.status) == (7, "need-1001-4", DeliveryStatus.PENDING)
    assert [one.status_code for one in kept.attempts] == [503]
