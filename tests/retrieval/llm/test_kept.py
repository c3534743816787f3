"""Replies and spending that outlive a process, and a model that is left in peace."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from retrieval.llm import kept as kept_module
from retrieval.llm.breaker import FAILURES, PAUSE, Breaker
from retrieval.llm.kept import Kept
from retrieval.llm.reading import Draft

DAY = date(2026, 11, 21)
DRAFTS = (Draft("甲", (1, 2)), Draft("乙", ()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "llm.sqlite3"


def test_a_reply_is_found_again_by_another_process(path: Path) -> None:
    Kept(path).keep("key", DRAFTS)

    assert Kept(path).reply("key") == DRAFTS
    assert Kept(path).reply("other") is None


def test_the_oldest_replies_make_room(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_MOST", 2)
    kept = Kept(path)
    for key in "abc":
        kept.keep(key, DRAFTS)

    assert [kept.reply(key) is not None for key in "abc"] == [False, True, True]


def test_many_at_once_do_not_pass_the_limit_together(path: Path) -> None:
    kept = Kept(path)
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: kept.spend(DAY, 30, 100), range(8)))

    assert sum(allowed) == 3
    assert kept.spent(DAY) == 90


def test_what_was_not_used_is_given_back_and_each_day_counts_for_itself(path: Path) -> None:
    kept = Kept(path)
    kept.spend(DAY, 100, 100)

    assert kept.spend(DAY, -60, 100)
    assert kept.spent(DAY) == 40
    assert kept.spent(date(2026, 11, 22)) == 0


def test_a_damaged_file_is_begun_anew(path: Path) -> None:
    Kept(path).keep("key", DRAFTS)
    path.write_bytes(b"no database at all" * 100)

    kept = Kept(path)

    assert kept.reply("key") is None
    assert kept.spend(DAY, 1, 10)


def test_a_file_that_cannot_be_written_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "llm.sqlite3").mkdir()

    with pytest.raises(sqlite3.OperationalError):
        Kept(tmp_path / "llm.sqlite3")


def test_after_the_pause_one_may_try_and_the_others_wait_for_what_comes_of_it() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    opened = [breaker.failed() for _ in range(FAILURES)]
    assert opened == [False] * (FAILURES - 1) + [True]
    assert not breaker.allows()

    now[0] += PAUSE
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.failed()
    now[0] += PAUSE / 2
    assert not breaker.allows()

    now[0] += PAUSE
    assert breaker.allows()
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]
