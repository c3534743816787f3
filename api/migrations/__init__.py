"""Schema history, applied by alembic.

``HEAD`` repeats the newest revision so that a start on a current database need not load alembic.
"""

HEAD = "0046"
