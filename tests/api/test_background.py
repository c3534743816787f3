"""Work in a thread of its own goes on whatever became of one piece."""

import logging
import queue

import pytest

from api.background import Background


def test_the_next_piece_is_done_though_one_broke_and_nobody_could_be_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: queue.SimpleQueue[str] = queue.SimpleQueue()

    def work(key: str) -> None:
        if key == "broken":
            raise OSError("the disk is full")
        done.put(key)

    def failed(key: str) -> None:
        raise ConnectionError(f"the database is away: {key}")

    background = Background[str]("reading", work, failed)
    with caplog.at_level(logging.ERROR):
        for key in ("first", "broken", "last"):
            background.begin(key)
        assert [done.get(timeout=10) for _ in range(2)] == ["first", "last"]
    assert "nobody could be told of it" in caplog.text
