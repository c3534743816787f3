"""What outlives a process: replies to the same question, and the tokens spent today."""

import json
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from retrieval.llm.reading import Draft

log = logging.getLogger(__name__)

_MOST = 5_000  # replies kept, the newest; about 5 MB
_TABLES = """
CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, drafts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS spent (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL);
"""


class Kept:
    """One SQLite file in DATA, shared by the workers of one host."""

    def __init__(self, path: Path) -> None:
        """Open or create the file at ``path``; a damaged one is thrown away and begun anew."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._prepare()
        except sqlite3.OperationalError:
            raise  # locked, or not writable: that is no damage
        except sqlite3.DatabaseError as error:
            log.warning("the kept replies in %s are damaged and forgotten: %s", path, error)
            for part in (path, *path.parent.glob(f"{path.name}-*")):
                part.unlink()
            self._prepare()

    def reply(self, key: str) -> tuple[Draft, ...] | None:
        """The drafts kept under ``key``; they are checked again before anybody sees them."""
        with closing(self._connect()) as connection:
            row = connection.execute("SELECT drafts FROM replies WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        return tuple(Draft(text, tuple(numbers)) for text, numbers in json.loads(row[0]))

    def keep(self, key: str, drafts: Sequence[Draft]) -> None:
        """Have ``drafts`` at hand for the next who asks the same."""
        body = json.dumps([[draft.text, draft.sentences] for draft in drafts], ensure_ascii=False)
        with closing(self._connect()) as connection, connection:
            connection.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", (key, body))
            connection.execute(
                "DELETE FROM replies WHERE rowid <= (SELECT max(rowid) FROM replies) - ?", (_MOST,)
            )

    def spend(self, day: date, tokens: int, limit: int) -> bool:
        """Take ``tokens`` (negative: give back) out of ``limit`` for ``day``; False when they are
        not left. Counted before the call, so that many at once cannot pass the limit together."""
        with closing(self._connect()) as connection, connection:
            connection.execute("INSERT OR IGNORE INTO spent VALUES (?, 0)", (day.isoformat(),))
            changed = connection.execute(
                "UPDATE spent SET tokens = max(0, tokens + ?)"
                " WHERE day = ? AND (? <= 0 OR tokens + ? <= ?)",
                (tokens, day.isoformat(), tokens, tokens, limit),
            )
            return changed.rowcount == 1

    def spent(self, day: date) -> int:
        """Tokens spent on ``day``."""
        with closing(self._connect()) as connection:
            row = connection.execute(
                "SELECT tokens FROM spent WHERE day = ?", (day.isoformat(),)
            ).fetchone()
        return int(row[0]) if row else 0

    def _prepare(self) -> None:
        with closing(self._connect()) as connection, connection:
            connection.executescript(_TABLES)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=5)
        connection.execute("PRAGMA journal_mode = WAL")
        return connection
