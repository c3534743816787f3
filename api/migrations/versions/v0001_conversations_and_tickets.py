"""People, conversations, staff, tickets and their append-only history."""

import sqlalchemy as sa
from alembic import op

from api.tables.columns import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and the triggers that keep history as it was written."""
    op.create_table(
        "idempotency",
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("response", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name="pk_idempotency"),
    )
    op.create_table(
        "link_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("chat", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link_attempts"),
    )
    op.create_index("ix_link_attempts_at", "link_attempts", ["at"], unique=False)
    op.create_table(
        "persons",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
    )
    op.create_table(
        "web_chats",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("chat", sa.String(length=120), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token_digest", name="pk_web_chats"),
    )
    op.create_table(
        "identities",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("chat", sa.String(length=120), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("last_seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_identities_person_persons"),
        sa.PrimaryKeyConstraint("channel", "chat", name="pk_identities"),
    )
    op.create_index("ix_identities_person", "identities", ["person"], unique=False)
    op.create_table(
        "inbound",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("chat", sa.String(length=120), nullable=False),
        sa.Column("update_key", sa.String(length=250), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("handled_at", Moment(), nullable=True),
        sa.Column("turn", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_inbound_person_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_inbound"),
        sa.UniqueConstraint(
            "channel", "chat", "update_key", name="uq_inbound_channel_chat_update_key"
        ),
    )
    op.create_index("ix_inbound_handled_at", "inbound", ["handled_at"], unique=False)
    op.create_index("ix_inbound_person", "inbound", ["person"], unique=False)
    op.create_table(
        "link_codes",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_link_codes_person_persons"),
        sa.PrimaryKeyConstraint("code", name="pk_link_codes"),
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=True),
        sa.Column("person", sa.String(length=32), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_posts_person_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
    )
    op.create_index("ix_posts_person", "posts", ["person"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_sessions_person_persons"),
        sa.PrimaryKeyConstraint("person", name="pk_sessions"),
    )
    op.create_table(
        "staff",
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", Moment(), nullable=True),
        sa.Column("person", sa.String(length=32), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_staff_person_persons"),
        sa.PrimaryKeyConstraint("username", name="pk_staff"),
    )
    op.create_table(
        "questions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=60), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["staff.username"], name="fk_questions_answered_by_staff"
        ),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_questions_person_persons"),
        sa.PrimaryKeyConstraint("number", name="pk_questions"),
    )
    op.create_index("ix_questions_answered_at", "questions", ["answered_at"], unique=False)
    op.create_index("ix_questions_person", "questions", ["person"], unique=False)
    op.create_table(
        "staff_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["username"], ["staff.username"], name="fk_staff_sessions_username_staff"
        ),
        sa.PrimaryKeyConstraint("token_digest", name="pk_staff_sessions"),
    )
    op.create_index("ix_staff_sessions_username", "staff_sessions", ["username"], unique=False)
    op.create_table(
        "tickets",
        sa.Column("number", sa.Integer(), sa.Identity(always=False, start=1001), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("need", sa.JSON(), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("reporter", sa.String(length=32), nullable=False),
        sa.Column("post", sa.Integer(), nullable=True),
        sa.Column("reviewer", sa.String(length=60), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("history_hash", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=True),
        sa.Column("province", sa.String(length=60), nullable=True),
        sa.Column("county_code", sa.String(length=12), nullable=True),
        sa.Column("urgency", sa.String(length=20), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["post"], ["posts.id"], name="fk_tickets_post_posts"),
        sa.ForeignKeyConstraint(["reporter"], ["persons.id"], name="fk_tickets_reporter_persons"),
        sa.ForeignKeyConstraint(["reviewer"], ["staff.username"], name="fk_tickets_reviewer_staff"),
        sa.PrimaryKeyConstraint("number", name="pk_tickets"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tickets_post", "tickets", ["post"], unique=False)
    op.create_index(
        "ix_tickets_province_county_code", "tickets", ["province", "county_code"], unique=False
    )
    op.create_index("ix_tickets_reporter", "tickets", ["reporter"], unique=False)
    op.create_index("ix_tickets_status", "tickets", ["status"], unique=False)
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("stored_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_files_person_persons"),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.number"], name="fk_files_ticket_tickets"),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
    )
    op.create_index("ix_files_person", "files", ["person"], unique=False)
    op.create_index("ix_files_ticket", "files", ["ticket"], unique=False)
    op.create_table(
        "history",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("status_from", sa.String(length=20), nullable=True),
        sa.Column("status_to", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.number"], name="fk_history_ticket_tickets"),
        sa.PrimaryKeyConstraint("ticket", "ordinal", name="pk_history"),
    )
    op.create_table(
        "transcript",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=True),
        sa.Column("speaker", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_transcript_person_persons"),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_transcript_ticket_tickets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_transcript"),
    )
    op.create_index("ix_transcript_person", "transcript", ["person"], unique=False)
    op.create_index("ix_transcript_ticket", "transcript", ["ticket"], unique=False)
    _forbid_changes("history")


def _forbid_changes(table: str) -> None:
    """Let ``table`` only grow, whoever writes to it."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        # The first ticket is 1001 on both databases; PostgreSQL has it from the identity.
        op.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('tickets', 1000)")
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
