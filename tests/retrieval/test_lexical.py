"""The lexical index: what is found, on which day, and how it comes to lie on disk."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Document, Passage, Tier
from retrieval import lexical, owner
from retrieval.corpus import Corpus, load
from retrieval.tokens import counted
from tests.retrieval import samples
from tests.retrieval.damage import cut, delete, flip, spoil


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(samples.library())


def best(index: lexical.LexicalIndex, question: str, day: date = samples.TODAY) -> str:
    return index.search(counted(question), day, 5)[0][0]


def test_the_passage_that_shares_most_rare_terms_is_first(corpus: Corpus) -> None:
    index = samples.lexical(corpus)

    found = corpus.passages[best(index, "捐赠的实物要符合什么标准")]

    assert found.article == "第六条"


def test_title_and_heading_are_searched_too(corpus: Corpus) -> None:
    assert best(samples.lexical(corpus), "山丘专项资金").startswith("hill#")


def test_only_what_is_in_force_on_the_day_competes(corpus: Corpus) -> None:
    index = samples.lexical(corpus)

    today = corpus.passages[best(index, "依法登记满几年申请公开募捐资格")]
    before = corpus.passages[best(index, "依法登记满几年申请公开募捐资格", date(2020, 1, 1))]

    assert today.document == "giving-2024"
    assert before.document == "giving-2016"


def test_the_other_side_holds_what_has_ended_and_what_has_not_begun(corpus: Corpus) -> None:
    index = samples.lexical(corpus)

    ended = index.search(counted("登记满二年"), samples.TODAY, 9, in_force=False)
    future = index.search(counted("登记满一年"), date(2020, 1, 1), 20, in_force=False)

    assert {key.split("#")[0] for key, _ in ended} <= {"giving-2016", "lapsed"}
    assert "giving-2024" in {key.split("#")[0] for key, _ in future}


def test_the_dates_do_not_change_the_scores() -> None:
    document = Document("a", "规定", "捐赠物资", Tier.OFFICIAL, "x")
    dated = Document("b", "规定", "捐赠物资", Tier.OFFICIAL, "x", effective_from=date(2020, 1, 1))
    passages = [Passage(key, 0, 0, 4, "捐赠物资") for key in ("a", "b")]
    index = lexical.build_in_memory({"a": document, "b": dated}, passages)

    scores = [score for _, score in index.search(counted("捐赠"), samples.TODAY, 5)]

    assert scores[0] == scores[1] > 0


@pytest.mark.parametrize("question", ["", "？！", "😀😀"])
def test_a_question_without_terms_finds_nothing(corpus: Corpus, question: str) -> None:
    assert samples.lexical(corpus).search(counted(question), samples.TODAY, 5) == []


def test_an_index_on_disk_is_built_once_and_opened_after(corpus: Corpus, tmp_path: Path) -> None:
    def opened() -> lexical.LexicalIndex:
        return lexical.open_or_build(tmp_path, "state", corpus.documents, corpus.passages.values())

    built = opened()
    [place] = [path for path in tmp_path.iterdir() if path.name != owner.LOCK]
    modified = place.stat().st_mtime_ns
    again = opened()

    assert place.stat().st_mtime_ns == modified
    assert built.passages == again.passages == len(corpus.passages)
    wanted = counted("募捐方案")
    assert again.search(wanted, samples.TODAY, 3) == built.search(wanted, samples.TODAY, 3)


def test_another_state_replaces_the_index(corpus: Corpus, tmp_path: Path) -> None:
    lexical.open_or_build(tmp_path, "old", corpus.documents, corpus.passages.values())
    few = list(corpus.passages.values())[:2]

    index = lexical.open_or_build(tmp_path, "new", corpus.documents, few)

    assert index.passages == 2
    assert [name.split("-")[0] for name in built(tmp_path)] == ["new"]


def test_an_index_another_process_is_building_is_waited_for_and_used(
    corpus: Corpus, tmp_path: Path
) -> None:
    def opened() -> lexical.LexicalIndex:
        return lexical.open_or_build(tmp_path, "state", corpus.documents, corpus.passages.values())

    other = owner.wait_for(tmp_path)
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(opened) for _ in range(2)]
        other.release()
        assert {found.result().passages for found in both} == {len(corpus.passages)}

    assert len(built(tmp_path)) == 1


def test_what_a_build_that_died_left_is_removed(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "building-1").mkdir()
    (tmp_path / "building-1" / "meta.json").write_text("{}")
    (tmp_path / "a file").write_text("x")

    lexical.open_or_build(tmp_path, "state", corpus.documents, corpus.passages.values())

    assert len(built(tmp_path)) == 1


@pytest.mark.parametrize("is_parent", [True, False])
def test_a_file_where_the_folder_should_be_gives_way(
    corpus: Corpus, tmp_path: Path, is_parent: bool
) -> None:
    folder = tmp_path / "indexes" / "lexical"
    if is_parent:
        folder.parent.write_text("x")
    else:
        folder.parent.mkdir()
        folder.write_text("x")

    index = lexical.open_or_build(folder, "state", corpus.documents, corpus.passages.values())

    assert index.passages == len(corpus.passages)


@pytest.mark.parametrize("damage", [spoil, cut, flip, delete])
@pytest.mark.parametrize("part", ["meta.json", "*.store", "*.idx", "*.term", "whole.json"])
def test_a_damaged_index_is_told_and_built_again(
    corpus: Corpus, tmp_path: Path, part: str, damage: Callable[[Path], None]
) -> None:
    said: list[str] = []

    def opened() -> lexical.LexicalIndex:
        return lexical.open_or_build(
            tmp_path, "state", corpus.documents, corpus.passages.values(), said.append
        )

    opened()
    for file in list(tmp_path.rglob(part)):
        damage(file)

    assert opened().passages == len(corpus.passages)
    assert said == [lexical.DAMAGED]
    opened()
    assert said == [lexical.DAMAGED]


def built(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name != owner.LOCK]
