"""Chores are done one after the other, whatever one of them does."""

import threading
from dataclasses import dataclass, field

from api.chores import do_chores


@dataclass(slots=True)
class Work:
    """A chore that breaks the first time, and ends everything the third time."""

    stop: threading.Event = field(default_factory=threading.Event)
    done: int = 0

    def __call__(self) -> None:
        self.done += 1
        if self.done == 1:
            raise OSError("the database is away")
        if self.done == 3:
            self.stop.set()


def test_a_broken_chore_is_tried_again_and_the_others_are_done() -> None:
    work = Work()
    others: list[int] = []
    do_chores((work, lambda: others.append(1)), work.stop, first=0, every=0)
    assert work.done == len(others) == 3


def test_a_service_that_stops_at_once_begins_no_chore() -> None:
    work = Work()
    work.stop.set()
    do_chores((work,), work.stop)
    assert work.done == 0
