"""Schema history, applied by alembic."""
