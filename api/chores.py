"""Small jobs a running service does now and then, one after the other in a thread of their own."""

import logging
import threading
from collections.abc import Callable, Sequence

log = logging.getLogger(__name__)

CHORE_SECONDS = 600.0
FIRST_SECONDS = 20.0  # the start has more urgent things to do

Chore = Callable[[], object]


def do_chores(
    chores: Sequence[Chore],
    stop: threading.Event,
    *,
    first: float = FIRST_SECONDS,
    every: float = CHORE_SECONDS,
) -> None:
    """Run ``chores`` after ``first`` seconds and then every ``every``, until ``stop``."""
    if stop.wait(first):
        return
    while True:
        for chore in chores:
            try:
                chore()
            except Exception:  # what is due stays due; one broken chore must not end the others
                log.exception("a chore failed")
        if stop.wait(every):
            return
