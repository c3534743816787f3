"""Answers follow the library: what another process, or a colleague on the desk, changed in it."""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

log = logging.getLogger(__name__)

TAKEN_IN = "政策文件有变化，已按新的内容回答"


class Answers(Protocol):
    """What answers from the library."""

    def library_state(self) -> str:
        """Changes when the library does; costs some milliseconds."""

    def is_behind(self) -> bool:
        """Whether the library changed since it was taken in."""

    def refresh(self) -> bool:
        """Take in what changed; answers go on from the old state until then."""


class Follower:
    """Looks at the library now and then, and refreshes once it has stopped changing: an import
    of many documents writes one after the other, and each refresh costs seconds."""

    def __init__(self, answers: Answers, announce: Callable[[str], None], seconds: float) -> None:
        """Look every ``seconds``; ``announce`` is told when answers have changed."""
        self._answers = answers
        self._announce = announce
        self._seconds = seconds
        self._seen: str | None = None

    def run(self, stop: threading.Event) -> None:
        """Until ``stop``; a database that is away, or a refresh that fails, is tried again."""
        while not stop.wait(self._seconds):
            try:
                self.look()
            except Exception:  # answers go on from the old state
                log.exception("the library could not be looked at or taken in")

    def look(self) -> None:
        """Refresh if the library has changed, but not since the last look."""
        state = self._answers.library_state() if self._answers.is_behind() else None
        is_quiet, self._seen = state == self._seen, state
        if state is not None and is_quiet and self._answers.refresh():
            self._announce(TAKEN_IN)
