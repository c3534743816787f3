"""Lets the answers take in a changed library beside serving, however often they are asked to."""

import logging
import threading
from typing import Protocol

log = logging.getLogger(__name__)


class Refreshes(Protocol):
    """What answers from the library."""

    def refresh(self) -> object:
        """Take in what changed; answers go on from the old state until it returns."""


class Refreshing:
    """One thread at most. A change during a refresh is followed by another one."""

    def __init__(self, retrieval: Refreshes) -> None:
        """Nothing runs until ``soon`` is called."""
        self._retrieval = retrieval
        self._lock = threading.Lock()
        self._wanted = False
        self._thread: threading.Thread | None = None

    def soon(self) -> None:
        """Refresh after what is running now, if anything is; returns at once."""
        with self._lock:
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="refresh", daemon=True)
                self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether answers may still come from an older state."""
        with self._lock:
            return self._thread is not None

    def wait(self, seconds: float) -> None:
        """Until nothing is left to do, at most ``seconds``."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self) -> None:
        while self._take():
            try:
                self._retrieval.refresh()
            except Exception:  # answers go on from the old state, and the next change tries again
                log.exception("the library changed, and answers could not take it in")

    def _take(self) -> bool:
        with self._lock:
            if not self._wanted:
                self._thread = None
                return False
            self._wanted = False
            return True
