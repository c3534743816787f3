from dataclasses import replace
from datetime import date

import pytest

from knowledge import ingest as module
from knowledge.documents import Document, Tier
from knowledge.ingest import builtin_documents, builtin_fingerprint, ingest
from knowledge.library import MemoryLibrary

OLD = Document("old", "示例条例", "第一条 甲。", Tier.OFFICIAL, "", effective_from=date(2018, 1, 1))
NEW = Document(
    "new",
    "示例条例",
    "第一条 乙。\n第二条 丙。",
    Tier.OFFICIAL,
    "",
    effective_from=date(2024, 1, 1),
)


def test_documents_are_stored_with_their_passages() -> None:
    library = MemoryLibrary()
    result = ingest(library, [NEW])
    assert (result.added, result.changed, result.unchanged) == (("new",), (), ())
    assert (result.cut, result.passages) == ({"new": 2}, 2)
    assert [p.article for p in library.passages()] == ["第一条", "第二条"]


def test_the_same_documents_again_change_nothing() -> None:
    library = MemoryLibrary()
    ingest(library, [OLD, NEW])
    before = library.fingerprint()
    result = ingest(library, [OLD, NEW])
    assert (result.added, result.unchanged, result.passages) == ((), ("new", "old"), 0)
    assert library.fingerprint() == before


def test_a_newer_version_ends_the_one_already_stored() -> None:
    library = MemoryLibrary()
    ingest(library, [OLD])
    seen: list[tuple[int, int]] = []
    result = ingest(library, [NEW], lambda *done: seen.append(done))
    assert (result.added, result.changed) == (("new",), ("old",))
    assert seen == [(1, 2), (2, 2)]
    stored = library.document("old")
    assert stored is not None
    assert (stored.effective_to, stored.replaced_by) == (date(2023, 12, 31), "new")


def test_a_changed_text_replaces_the_stored_one() -> None:
    library = MemoryLibrary()
    ingest(library, [OLD])
    ingest(library, [replace(OLD, text="第一条 丁。")])
    assert [p.text for p in library.passages()] == ["第一条 丁。"]


def test_the_built_in_documents_are_digests_and_statutes_with_keys_of_their_own() -> None:
    documents = list(builtin_documents())
    assert len({document.key for document in documents}) == len(documents) >= 59
    assert {document.tier for document in documents} >= {Tier.DIGEST, Tier.OFFICIAL}


def test_the_fingerprint_stands_until_the_splitter_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = builtin_fingerprint()
    assert builtin_fingerprint() == before
    monkeypatch.setattr(module, "SPLITTER_VERSION", "next")
    assert builtin_fingerprint() != before
