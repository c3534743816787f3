"""``python -m api``: the same as ``shanhai``."""

from api.cli import app

app()
