"""The thread that reads imported files: one after the other, whatever one of them does."""

from pathlib import Path

import pytest

from api.desk.document_imports import BROKEN, ImportedFile, imported, take_in
from api.document_reader import DocumentReader
from api.domain.imported import FileState
from api.store.database import Database
from api.store.document_files import document_file, keep_bytes
from api.store.files import FileStore
from tests.api.desks import ADMIN, MEGABYTE, hired
from tests.telegram_server.remote import wait_for

LAW = "某县办法\n某县民政局 2025年3月1日发布\n第一条　为了帮扶，制定本办法。\n"


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files", MEGABYTE)


def given(database: Database, files: FileStore, text: str) -> str:
    content = text.encode()
    kept = keep_bytes(files, content)
    with database.begin() as unit:
        return take_in(unit, ADMIN, "办法.txt", len(content), kept)


def seen(database: Database, key: str) -> ImportedFile:
    with database.read() as unit:
        return imported(unit, document_file(unit, key))


def test_what_an_earlier_process_left_is_read_by_the_next(
    sqlite_database: Database, files: FileStore
) -> None:
    hired(sqlite_database, ADMIN)
    keys = [given(sqlite_database, files, LAW + text) for text in ("第二条　甲。", "第二条　乙。")]

    DocumentReader(sqlite_database, files).resume()

    wait_for(lambda: all(seen(sqlite_database, key).open for key in keys), 30)


def test_a_file_that_breaks_the_reader_does_not_stop_the_next(
    sqlite_database: Database,
    files: FileStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hired(sqlite_database, ADMIN)
    bad, good = given(sqlite_database, files, "坏"), given(sqlite_database, files, LAW)
    reader = DocumentReader(sqlite_database, files)
    read = FileStore.kept_bytes
    broken = seen(sqlite_database, bad).file.path

    def bytes_of(store: FileStore, path: str) -> bytes:
        if path == broken:
            raise OSError("input/output error")
        return read(store, path)

    monkeypatch.setattr(FileStore, "kept_bytes", bytes_of)
    reader.begin(bad)
    reader.begin(good)

    wait_for(lambda: bool(seen(sqlite_database, good).open), 30)
    assert seen(sqlite_database, bad).file.refusal == BROKEN
    assert "input/output error" in caplog.text


def test_a_file_whose_bytes_are_gone_is_refused_in_words(
    sqlite_database: Database, files: FileStore
) -> None:
    hired(sqlite_database, ADMIN)
    key = given(sqlite_database, files, LAW)
    (files.folder / seen(sqlite_database, key).file.path).unlink()

    DocumentReader(sqlite_database, files).read(key)

    assert seen(sqlite_database, key).file.state is FileState.REFUSED
    assert "找不到了" in seen(sqlite_database, key).file.refusal


def test_a_file_read_by_two_workers_is_kept_once(
    sqlite_database: Database, files: FileStore
) -> None:
    hired(sqlite_database, ADMIN)
    key = given(sqlite_database, files, LAW)
    for _ in range(2):
        DocumentReader(sqlite_database, files).read(key)
    assert len(seen(sqlite_database, key).drafts) == 1
