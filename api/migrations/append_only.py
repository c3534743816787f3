"""Tables that only grow. Revisions that have run rest on this: what it makes must not change."""

from alembic import op


def only_grows(table: str) -> None:
    """Refuse every change of ``table`` but new rows, whoever writes to it; PostgreSQL has the
    function that refuses from the first revision."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
