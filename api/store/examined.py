"""Evidence examined before the transaction that keeps it: drawing a photograph anew takes seconds,
and while a transaction of SQLite writes nobody else can."""

import hashlib
from threading import Lock, Semaphore

from api.domain.errors import Invalid
from api.store.evidence import Evidence, examine

AT_ONCE = 1  # drawing 50 megapixels anew takes up to 450 MB while it lasts
KEPT_BYTES = 32 * 1024 * 1024  # results waiting for their transaction; the newest always stays


class Examined:
    """Results that wait to be taken. Thread-safe; one per process."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._lock = Lock()
        self._turns = Semaphore(AT_ONCE)
        self._waiting: dict[str, Evidence | Invalid] = {}

    def ahead(self, content: bytes, max_bytes: int) -> None:
        """Examine ``content`` now and keep the result, be it a refusal, for ``take``."""
        try:
            result: Evidence | Invalid = self._examine(content, max_bytes)
        except Invalid as refusal:
            result = refusal
        with self._lock:
            self._waiting[_digest(content)] = result
            while len(self._waiting) > 1 and sum(map(_size, self._waiting.values())) > KEPT_BYTES:
                del self._waiting[next(iter(self._waiting))]

    def take(self, content: bytes, max_bytes: int) -> Evidence:
        """The result for ``content``, worked out now when it does not wait.

        Raises:
            Invalid: see ``examine``.
        """
        with self._lock:
            result = self._waiting.pop(_digest(content), None)
        if isinstance(result, Invalid):
            raise Invalid(result.field, result.message)
        return result or self._examine(content, max_bytes)

    def _examine(self, content: bytes, max_bytes: int) -> Evidence:
        with self._turns:
            return examine(content, max_bytes)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _size(result: Evidence | Invalid) -> int:
    return len(result.content) if isinstance(result, Evidence) else 0
