"""Secrets are made once, kept, and readable by their owner only."""

import threading
from pathlib import Path

from api.store.secrets import kept_secret


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = kept_secret(tmp_path, "matching")
    assert len(first) >= 43
    assert kept_secret(tmp_path, "matching") == first
    assert kept_secret(tmp_path, "cookies") != first


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    kept_secret(tmp_path, "matching")
    assert (tmp_path / "secrets" / "matching").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700


def test_two_starts_at_once_get_the_same(tmp_path: Path) -> None:
    got: list[str] = []
    starts = [
        threading.Thread(target=lambda: got.append(kept_secret(tmp_path, "s"))) for _ in range(8)
    ]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(got) == 8
    assert len(set(got)) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["s"]
