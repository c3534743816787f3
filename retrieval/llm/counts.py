"""What became of the questions put to the model, for ``/metrics``."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from threading import Lock


class Outcome(StrEnum):
    """How one question ended; all but the first two end in quotations only."""

    PHRASED = "phrased"
    KEPT = "kept"  # answered from what was kept of an earlier call
    SILENT = "silent"  # the model found nothing to say
    DOUBTED = "doubted"  # nothing it said stood up to the check
    MALFORMED = "malformed"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    FAILED = "failed"
    RESTING = "resting"  # the breaker is open
    BUSY = "busy"
    SPENT = "spent"  # the day's tokens are used up


class Counts:
    """Counters of one process. Thread-safe."""

    def __init__(self) -> None:
        """Everything at zero."""
        self._lock = Lock()
        self._found: Counter[tuple[str, str]] = Counter()

    def add(self, name: str, kind: str, by: int = 1) -> None:
        """Count ``by`` more of ``kind`` under ``name``."""
        with self._lock:
            self._found[(name, kind)] += by

    def of(self, name: str) -> Mapping[str, float]:
        """Kind to count under ``name``."""
        with self._lock:
            return {kind: float(n) for (group, kind), n in self._found.items() if group == name}
