"""The library in the database keeps what the memory library keeps."""

from dataclasses import replace
from datetime import date

import pytest

from api.store.database import Database
from api.store.library import SqlLibrary
from knowledge.documents import Document, Passage, Tier
from knowledge.library import MemoryLibrary

TEXT = "第一条　为了做好帮扶工作，制定本办法。\n第二条　单个项目资助不超过五十万元。"
CUT = TEXT.index("第二条")
DOCUMENT = Document(
    key="measures",
    title="资助办法",
    text=TEXT,
    tier=Tier.OFFICIAL,
    source="https://example.org/measures",
    issuer="某市",
    published=date(2024, 1, 1),
    effective_from=date(2024, 2, 1),
    replaces=("old-measures",),
    aliases=("办法",),
)
PASSAGES = (
    Passage("measures", 0, 0, CUT, TEXT[:CUT], ("第一章　总则",), "第一条", 1),
    Passage("measures", 1, CUT, len(TEXT), TEXT[CUT:], ("第一章　总则",), "第二条", 2),
)


@pytest.fixture
def library(database: Database) -> SqlLibrary:
    return SqlLibrary(database)


def test_a_document_comes_back_as_it_was_put(library: SqlLibrary) -> None:
    assert library.put(DOCUMENT, PASSAGES)
    assert library.document("measures") == DOCUMENT
    assert library.documents() == (DOCUMENT,)
    assert tuple(library.passages()) == PASSAGES


def test_an_unknown_document_is_none(library: SqlLibrary) -> None:
    assert library.document("nothing") is None


def test_putting_the_same_again_writes_nothing(library: SqlLibrary) -> None:
    library.put(DOCUMENT, PASSAGES)
    before = library.fingerprint()
    assert not library.put(DOCUMENT, iter(PASSAGES))
    assert library.fingerprint() == before


@pytest.mark.parametrize(
    "change",
    [
        replace(DOCUMENT, effective_to=date(2025, 1, 1)),
        replace(DOCUMENT, text=TEXT + "\n第三条　附则。"),
        replace(DOCUMENT, title="资助办法（修订）"),
    ],
)
def test_any_change_of_a_document_changes_the_fingerprint(
    library: SqlLibrary, change: Document
) -> None:
    library.put(DOCUMENT, PASSAGES)
    before = library.fingerprint()
    assert library.put(change, PASSAGES)
    assert library.document("measures") == change
    assert library.fingerprint() != before


def test_another_cut_of_the_same_text_changes_the_fingerprint(library: SqlLibrary) -> None:
    library.put(DOCUMENT, PASSAGES)
    before = library.fingerprint()
    assert library.put(DOCUMENT, PASSAGES[:1])
    assert library.fingerprint() != before
    assert tuple(library.passages()) == PASSAGES[:1]


def test_a_removed_document_takes_its_passages_along(library: SqlLibrary) -> None:
    empty = library.fingerprint()
    library.put(DOCUMENT, PASSAGES)
    library.remove("measures")
    assert library.documents() == ()
    assert tuple(library.passages()) == ()
    assert library.fingerprint() == empty


def test_a_passage_that_is_not_a_piece_of_the_text_is_refused(library: SqlLibrary) -> None:
    with pytest.raises(ValueError, match="measures#0"):
        library.put(DOCUMENT, [replace(PASSAGES[0], text="别的话")])
    assert library.documents() == ()


def test_many_documents_go_in_at_once_and_come_out_in_the_order_of_the_memory_library(
    library: SqlLibrary,
) -> None:
    memory = MemoryLibrary()
    entries = [
        (replace(DOCUMENT, key=key), tuple(replace(p, document=key) for p in PASSAGES))
        for key in ("b-2", "a_1", "B", "中", "a-1")
    ]
    assert library.put_all(entries) == 5
    assert library.put_all(entries) == 0
    for document, passages in entries:
        memory.put(document, passages)
    assert library.documents() == memory.documents()
    assert tuple(library.passages()) == tuple(memory.passages())


@pytest.mark.parametrize("key", ["nowhere", "\x00", "measures\x00", "一" * 10_000, "' OR 1=1 --"])
def test_a_made_up_key_is_no_document(library: SqlLibrary, key: str) -> None:
    library.put(DOCUMENT, PASSAGES)
    assert library.document(key) is None


def test_a_library_that_gives_way_keeps_the_same(database: Database) -> None:
    library = SqlLibrary(database, gives_way=True)
    assert library.put(DOCUMENT, PASSAGES)
    assert not library.put(DOCUMENT, PASSAGES)
    assert library.documents() == (DOCUMENT,)
