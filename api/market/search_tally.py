"""Searches counted while nobody waits for it: kept in memory, written every few seconds."""

from collections import Counter
from datetime import date
from threading import Lock

from api.clock import SHANGHAI
from api.domain.need_found import Found
from api.domain.search_outcome import Looked, looked
from api.store.database import Database
from api.store.searches import keep

MOST_WORDS = 1_000  # different searches in vain kept in memory; of more only how many there were


class SearchTally:
    """Thread-safe; one per process. Its end loses what was not written yet, and no search ever
    waits for a writer of the database."""

    def __init__(self, database: Database) -> None:
        """Write to ``database``."""
        self._database = database
        self._lock = Lock()
        self._kept: Counter[tuple[date, Looked]] = Counter()

    def note(self, found: Found) -> None:
        """Count a search of now."""
        seen = looked(found)
        if seen is None:
            return
        day = self._database.clock.now().astimezone(SHANGHAI).date()
        with self._lock:
            if len(self._kept) >= MOST_WORDS:
                seen = Looked(seen.outcome)
            self._kept[day, seen] += 1

    def write(self) -> int:
        """Write what was counted since the last time; returns how many searches. What cannot be
        written is kept for the next time."""
        with self._lock:
            kept, self._kept = self._kept, Counter()
        if not kept:
            return 0
        try:
            with self._database.begin(durable=False) as unit:
                for (day, seen), times in kept.items():
                    keep(unit, seen, day=day, times=times)
        except BaseException:
            with self._lock:
                self._kept.update(kept)
            raise
        return kept.total()
