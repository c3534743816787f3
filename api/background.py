"""Work done one piece after the other in a thread of its own, begun when there is some."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")


class Background(Generic[T]):
    """Does ``work`` for each key in turn; what it raises is logged and told to ``failed``."""

    def __init__(self, name: str, work: Callable[[T], None], failed: Callable[[T], None]) -> None:
        """No thread runs before there is something to do."""
        self._name = name
        self._work = work
        self._failed = failed
        self._waiting: queue.SimpleQueue[T] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self, key: T) -> None:
        """Do the work for ``key`` when it is its turn; returns at once."""
        self._waiting.put(key)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            self._one(self._waiting.get())

    def _one(self, key: T) -> None:
        try:
            self._work(key)
        except Exception:  # the next piece must be done whatever this one did
            log.exception("%s: a piece of work broke", self._name)
            try:
                self._failed(key)
            except Exception:  # what broke the work, a database that is away, may break this too
                log.exception("%s: nobody could be told of it", self._name)
