"""Evidence is kept by what it is, not by what it is called."""

import errno
import io
import os
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from api.domain.errors import Invalid, NotFound
from api.store.database import Database
from api.store.evidence import MAX_SIDE, Evidence, examine
from api.store.examined import Examined
from api.store.files import FileStore, file, files_of, thumbnail, write_durably
from tests.api.desks import NEED, ledger_of, person_of, photo
from tests.api.pictures import archive, jpeg, photographed_at, picture

LIMIT = 2 * 1024 * 1024
WORD = archive(_Content_Types__xml=b"<Types/>", word__document_dot_xml=b"<w/>")
EXCEL = archive(xl__workbook_dot_xml=b"<x/>")
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF"


@pytest.mark.parametrize(
    ("content", "media_type", "ending", "has_thumbnail"),
    [
        (jpeg(), "image/jpeg", "jpg", True),
        (picture("PNG", "RGBA"), "image/png", "png", True),
        (picture("PNG", "P"), "image/png", "png", True),
        (picture("PNG", "I;16"), "image/png", "png", True),
        (picture("JPEG", "CMYK"), "image/jpeg", "jpg", True),
        (picture("JPEG", "L"), "image/jpeg", "jpg", True),
        (picture("WEBP"), "image/jpeg", "jpg", True),
        (PDF, "application/pdf", "pdf", False),
        (
            WORD,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            False,
        ),
        (
            EXCEL,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            False,
        ),
    ],
)
def test_accepted_types_are_known_by_their_content(
    content: bytes, media_type: str, ending: str, has_thumbnail: bool
) -> None:
    evidence = examine(content, LIMIT)
    assert (evidence.type, evidence.ending) == (media_type, ending)
    assert (evidence.thumbnail is not None) is has_thumbnail


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_loses_its_exif_and_stands_upright(kind: str) -> None:
    taken = photographed_at((22.0, 33.0, 44.0), kind)
    assert b"CameraMaker" in taken
    evidence = examine(taken, LIMIT)
    kept = Image.open(io.BytesIO(evidence.content))
    assert b"CameraMaker" not in evidence.content
    assert dict(kept.getexif()) == {}
    assert kept.size == (48, 64)


def test_a_large_photograph_is_scaled_down() -> None:
    evidence = examine(jpeg((MAX_SIDE * 2, 100)), LIMIT)
    assert Image.open(io.BytesIO(evidence.content)).width == MAX_SIDE


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "是空的"),
        (bytes(LIMIT + 1), "最大可收 2 MB"),
        (b"MZ\x90\x00" + bytes(200), "内容是程序"),
        (b"\x7fELF" + bytes(200), "内容是程序"),
        (b"#!/bin/sh\nrm -rf /", "内容是程序"),
        (b"<html><script>alert(1)</script></html>", "不能识别"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40), "HEIC"),
        *(
            (start + bytes(200), "录音或视频")
            for start in (
                b"OggS\x00\x02",
                b"ID3\x03",
                b"#!AMR\n",
                b"RIFF\x24\x00\x00\x00WAVEfmt ",
                b"\x00\x00\x00\x20ftypM4A ",
                b"\x00\x00\x00\x18ftypmp42",
                b"\x1aE\xdf\xa3",
            )
        ),
        (jpeg()[:200], "打不开"),
        (archive(a_dot_txt=b"text"), "压缩包"),
        (WORD[:60], "打不开"),
        (archive(word__document_dot_xml=b"", word__vbaProject_dot_bin=b""), "宏"),
        (archive(word__document_dot_xml=bytes(210 * 1024 * 1024)), "解开后太大"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_accepted_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        examine(content, LIMIT)
    assert refused.value.field == "evidence"


def _png_of(width: int, height: int) -> bytes:
    """A few bytes that claim to unfold to ``width`` × ``height`` pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_000, 12_000, 50_000])
def test_a_picture_that_unfolds_to_a_wall_is_refused(side: int) -> None:
    with pytest.raises(Invalid, match="尺寸太大"):
        examine(_png_of(side, side), LIMIT)


@settings(max_examples=150, deadline=None)
@given(
    base=st.sampled_from([jpeg(), picture("PNG", "RGBA"), picture("WEBP"), WORD, PDF]),
    place=st.floats(0, 1),
    junk=st.binary(min_size=1, max_size=12),
)
def test_damaged_files_are_kept_or_refused_and_nothing_else(
    base: bytes, place: float, junk: bytes
) -> None:
    at = int(place * len(base))
    damaged = base[:at] + junk + base[at + len(junk) :]
    kept = b"refused"
    with suppress(Invalid):
        kept = examine(damaged, LIMIT).content
    assert kept


def test_a_kept_file_can_be_read_back(database: Database, tmp_path: Path) -> None:
    ledger = ledger_of(database, tmp_path)
    store = FileStore(tmp_path / "files", LIMIT)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        key = transaction.keep_file("../../C:\\照片\\校舍.13812345678.exe.jpg", jpeg())
        same = transaction.keep_file("again.pdf", PDF)
        transaction.submit(NEED.__class__(title="需求", evidence=(key, same)), {}, "k")
    with database.read() as unit:
        kept = file(unit, key)
        assert kept.name == "校舍.[电话已隐去].exe.jpg"
        assert kept.is_image
        assert kept.has_thumbnail
        assert not file(unit, same).is_image
        small = thumbnail(unit, key)
        assert thumbnail(unit, same) is None
        assert {one.id for one in files_of(unit, 1001)} == {key, same}
        with pytest.raises(NotFound):
            file(unit, "made-up")
    assert small is not None
    assert Image.open(io.BytesIO(small)).format == "JPEG"
    assert len(store.content(kept)) == kept.size
    (tmp_path / "files" / kept.path).unlink()
    with pytest.raises(NotFound, match="数据目录"):
        store.content(kept)


def test_the_same_content_is_stored_once(database: Database, tmp_path: Path) -> None:
    ledger = ledger_of(database, tmp_path)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        transaction.keep_file("一.pdf", PDF)
        transaction.keep_file("二.pdf", PDF)
    assert len(list((tmp_path / "files").rglob("*.pdf"))) == 1
    assert list((tmp_path / "files").rglob("*.part")) == []


def test_a_nameless_file_gets_a_name(database: Database, tmp_path: Path) -> None:
    ledger = ledger_of(database, tmp_path)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        key = transaction.keep_file("\x07", PDF)
    with database.read() as unit:
        assert file(unit, key).name == "附件.pdf"


def test_a_photograph_is_drawn_before_the_transaction_begins(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes seconds, and on SQLite nobody else can write meanwhile."""
    drawn = []

    def draw(content: bytes, max_bytes: int) -> Evidence:
        with database.begin():  # would wait for ever inside another transaction of SQLite
            drawn.append(content)
        return examine(content, max_bytes)

    monkeypatch.setattr("api.store.examined.examine", draw)
    ledger = ledger_of(database, tmp_path)
    arrived = photo(database, "校舍.jpg", jpeg())
    receipt = ledger.receive(arrived)
    assert drawn == [jpeg()]
    with ledger.transaction(receipt.person) as transaction:
        key = transaction.keep_file("校舍.jpg", jpeg())
    assert drawn == [jpeg()], "once is enough"
    with database.read() as unit:
        assert file(unit, key).name == "校舍.jpg"


def test_a_refusal_worked_out_ahead_is_told_when_the_file_is_kept(
    database: Database, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    receipt = ledger.receive(photo(database, "a.exe", b"MZ\x90"))
    for _ in range(2):
        with (
            pytest.raises(Invalid, match="程序"),
            ledger.transaction(receipt.person) as transaction,
        ):
            transaction.keep_file("a.exe", b"MZ\x90")


def test_results_that_nobody_takes_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.store.examined.KEPT_BYTES", 100)
    calls = []

    def counted(content: bytes, max_bytes: int) -> Evidence:
        calls.append(content)
        return examine(content, max_bytes)

    monkeypatch.setattr("api.store.examined.examine", counted)
    examined = Examined()
    first, second = PDF + b" " * 60, PDF + b"\n" * 60
    examined.ahead(first, LIMIT)
    examined.ahead(second, LIMIT)
    assert examined.take(second, LIMIT).content == second
    assert calls == [first, second]
    assert examined.take(first, LIMIT).content == first
    assert calls == [first, second, first], "the older one was forgotten and is done again"


def test_a_document_of_countless_parts_is_refused_before_it_is_opened() -> None:
    with pytest.raises(Invalid, match="部分太多"):
        examine(b"PK\x03\x04" + b"PK\x01\x02" * 10_001, LIMIT)


@pytest.mark.parametrize(("kind", "is_kept"), [("JPEG", True), ("PNG", False), ("WEBP", False)])
def test_what_must_be_decoded_whole_may_be_less_large(kind: str, is_kept: bool) -> None:
    content = picture(kind, size=(5_100, 5_000))
    if is_kept:
        assert examine(content, LIMIT).type == "image/jpeg"
        return
    with pytest.raises(Invalid, match="尺寸太大"):
        examine(content, LIMIT)


def test_a_failed_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_durably(tmp_path / "ab" / "abc.pdf", PDF)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
