"""Leaves a model in peace that keeps failing, and tries it again after a while."""

from collections.abc import Callable
from threading import Lock

FAILURES = 4  # in a row, until nobody waits for it any more
PAUSE = 60.0  # seconds until one question may try again


class Breaker:
    """Closed, open, half-open. Thread-safe."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds that only go forward."""
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._open_until: float | None = None

    def allows(self) -> bool:
        """Whether to try now; once the pause is over, one caller may, the others wait for it."""
        with self._lock:
            if self._open_until is None:
                return True
            if self._clock() < self._open_until:
                return False
            self._open_until = self._clock() + PAUSE
            return True

    def succeeded(self) -> None:
        """An answer came."""
        with self._lock:
            self._failures = 0
            self._open_until = None

    def failed(self) -> bool:
        """No answer came; True when the model is left in peace from now on."""
        with self._lock:
            self._failures += 1
            opens = self._failures >= FAILURES
            if opens:
                self._open_until = self._clock() + PAUSE
            return opens

    @property
    def is_open(self) -> bool:
        """Whether the model is being left in peace."""
        with self._lock:
            return self._open_until is not None
