"""Answers follow the library in a thread of their own, one refresh at a time."""

import threading

import pytest

from api.refreshing import Refreshing

PATIENCE = 10.0


class Retrieval:
    """Counts refreshes; each waits until it is let go, and the first may fail."""

    def __init__(self, *, fails: bool = False) -> None:
        self.begun = 0
        self.go = threading.Semaphore(0)
        self.fails = fails

    def refresh(self) -> None:
        self.begun += 1
        assert self.go.acquire(timeout=PATIENCE)
        if self.fails and self.begun == 1:
            raise OSError("disk full")


def test_changes_during_a_refresh_are_taken_in_by_one_more() -> None:
    retrieval = Retrieval()
    refreshing = Refreshing(retrieval)
    assert not refreshing.busy
    refreshing.wait(PATIENCE)

    refreshing.soon()
    refreshing.soon()
    refreshing.soon()
    assert refreshing.busy
    retrieval.go.release(3)
    refreshing.wait(PATIENCE)

    assert not refreshing.busy
    assert retrieval.begun in {1, 2}  # one, when all were asked before the thread began


def test_a_refresh_that_fails_is_logged_and_the_next_one_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    retrieval = Retrieval(fails=True)
    refreshing = Refreshing(retrieval)
    retrieval.go.release(2)
    refreshing.soon()
    refreshing.wait(PATIENCE)
    refreshing.soon()
    refreshing.wait(PATIENCE)

    assert retrieval.begun == 2
    assert "disk full" in caplog.text
