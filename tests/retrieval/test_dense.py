"""The dense index: filled, stopped, resumed, replaced, and owned by one process."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings

from knowledge.documents import Passage
from retrieval import owner
from retrieval.dense import DAMAGED, DenseIndex, open_dense
from retrieval.embeddings import dense_text
from tests.retrieval.damage import cut, delete, flip, spoil
from tests.retrieval.samples import SharedTerms


def passages(*texts: str) -> list[Passage]:
    return [Passage("law", n, 0, len(text), text) for n, text in enumerate(texts)]


TEXTS = passages("募捐方案备案", "捐赠实物标准", "剩余财产处理", "公开募捐资格", "罚款数额")


class Opened:
    """Opens indexes in one folder and closes them after the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.indexes: list[DenseIndex] = []
        self.said: list[str] = []

    def __call__(self, model: SharedTerms | None = None, total: int = len(TEXTS)) -> DenseIndex:
        index = open_dense(
            self.folder,
            model or SharedTerms(),
            total,
            self.folder / "vectors.sqlite3",
            self.said.append,
        )
        assert index is not None
        self.indexes.append(index)
        return index


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    maker = Opened(tmp_path)
    yield maker
    for index in maker.indexes:
        index.close()


def nearest(index: DenseIndex, question: str, limit: int = 1) -> list[str]:
    return list(index.nearness(question).best(limit, lambda _: True))


def test_a_filled_index_finds_the_nearest_passage(opened: Opened) -> None:
    index = opened()
    seen: list[tuple[int, int]] = []

    assert index.fill(TEXTS, lambda done, total: seen.append((done, total)))

    assert seen[-1] == (5, 5)
    assert (index.filled, index.total, index.usable) == (5, 5, True)
    ((key, similarity),) = index.nearness("捐赠的实物").best(1, lambda _: True).items()
    assert key == "law#1"
    assert 0 < similarity <= 1.0001


def test_an_index_not_yet_filled_is_not_usable(opened: Opened) -> None:
    index = opened()
    assert not index.usable
    index.fill(TEXTS[:1])
    index.close()

    assert not opened(total=5).usable


def test_filling_goes_on_where_it_stopped(opened: Opened) -> None:
    index = opened()
    index.fill(TEXTS[:2])
    index.close()
    model = SharedTerms()

    again = opened(model)
    again.fill(TEXTS)

    assert len(model.embedded) == 3
    assert again.filled == 5


def test_a_closed_index_stops_filling(opened: Opened) -> None:
    index = opened()
    index._stop.set()

    assert not index.fill(TEXTS)
    assert index.filled == 0


def test_passages_that_changed_or_went_are_replaced(opened: Opened) -> None:
    index = opened()
    index.fill(TEXTS)
    changed = [replace(TEXTS[0], text="志愿服务记录"), *TEXTS[1:4]]

    index.fill(changed)

    assert index.filled == index.total == 4
    assert nearest(index, "志愿服务记录")[0] == "law#0"
    assert "law#4" not in nearest(index, "罚款数额", 4)


def test_the_search_widens_until_enough_passages_compete(opened: Opened) -> None:
    many = passages(*(f"募捐方案第{n}号" for n in range(40)))
    index = opened(total=40)
    index.fill(many)

    found = index.nearness("募捐方案").best(2, lambda key: int(key.split("#")[1]) >= 38)

    assert {"law#38", "law#39"} <= found.keys()


def test_another_model_gets_a_new_collection_and_the_old_one_goes(opened: Opened) -> None:
    index = opened()
    index.fill(TEXTS)
    index.close()

    other = opened(SharedTerms("another-model"))
    assert other.filled == 0
    other.fill(TEXTS)
    other.close()

    client = chromadb.PersistentClient(
        str(next(opened.folder.glob("chroma-*"))), settings=Settings(anonymized_telemetry=False)
    )
    assert len(client.list_collections()) == 1


def test_only_one_may_own_the_index_at_a_time(opened: Opened) -> None:
    index = opened()
    assert open_dense(opened.folder, SharedTerms(), 1, opened.folder / "v") is None
    index.close()
    opened()


def test_another_process_does_not_get_the_index(opened: Opened) -> None:
    opened()
    code = (
        "import sys; from pathlib import Path; from retrieval import owner;"
        "print(owner.claim(Path(sys.argv[1])))"
    )

    other = subprocess.run(
        [sys.executable, "-c", code, str(opened.folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert other.stdout.strip() == "None"


def test_letting_go_twice_is_harmless(tmp_path: Path) -> None:
    ownership = owner.claim(tmp_path)
    assert ownership is not None
    ownership.release()
    ownership.release()
    assert owner.claim(tmp_path) is not None


def test_the_label_of_an_article_is_not_embedded() -> None:
    passage = Passage("law", 0, 0, 9, "第六条 实物要好", article="第六条")

    assert dense_text(passage) == "实物要好"


@pytest.mark.parametrize("damage", [spoil, cut, flip, delete])
@pytest.mark.parametrize("part", ["chroma.sqlite3", "data_level0.bin", "header.bin", "whole.json"])
def test_a_damaged_index_is_told_thrown_away_and_filled_again(
    opened: Opened, part: str, damage: Callable[[Path], None]
) -> None:
    index = opened()
    index.fill(TEXTS)
    index.close()
    (place,) = opened.folder.glob("chroma-*")
    for file in place.rglob(part) if (place / part).exists() else [place / "chroma.sqlite3"]:
        damage(file)

    model = SharedTerms()
    mended = opened(model)
    assert (mended.filled, opened.said) == (0, [DAMAGED])
    assert mended.fill(TEXTS)
    assert nearest(mended, "捐赠的实物")[0] == "law#1"
    assert model.embedded == [], "the vectors were kept"
    mended.close()

    again = opened()
    assert (again.filled, opened.said) == (5, [DAMAGED]), "the next start finds the new one"


def test_whatever_stands_where_the_index_should_be_gives_way(opened: Opened) -> None:
    (opened.folder / "chroma").write_text("a file where the folder should be")
    (opened.folder / "chroma-half").mkdir()

    assert opened().fill(TEXTS)

    assert opened.said == [DAMAGED]
    assert len(list(opened.folder.glob("chroma*"))) == 1


def test_an_index_whose_process_died_while_filling_is_filled_again(opened: Opened) -> None:
    code = """if True:
        import os, sys
        from pathlib import Path
        from retrieval.dense import open_dense
        from tests.retrieval.samples import SharedTerms
        from tests.retrieval.test_dense import TEXTS
        folder = Path(sys.argv[1])
        index = open_dense(folder, SharedTerms(), 5, folder / "vectors.sqlite3")
        index.fill(TEXTS)
        index.fill(TEXTS[:2], lambda *done: os._exit(9)) if sys.argv[2] == "busy" else os._exit(9)
        index.fill(TEXTS, lambda *done: os._exit(9))
    """

    def die(when: str) -> None:
        command = [sys.executable, "-c", code, str(opened.folder), when]
        assert subprocess.run(command, check=False).returncode == 9

    die("idle")
    index = opened()
    assert (index.filled, opened.said) == (5, []), "a whole one is found whole"
    index.close()
    die("busy")
    index = opened()
    assert (index.filled, opened.said) == (0, [DAMAGED])
    assert index.fill(TEXTS)


def test_a_fill_turns_away_when_the_passages_have_changed(opened: Opened) -> None:
    many = passages(*(f"募捐方案第{n}号" for n in range(70)))
    index = opened(total=70)
    done: list[int] = []

    assert not index.fill(many, lambda at, _: done.append(at), until=lambda: done[-1:] == [32])

    assert done == [32]
    assert index.fill(many)


def test_the_core_makes_it_usable_and_it_stays_so(opened: Opened) -> None:
    many = passages(*(f"募捐方案第{n}号" for n in range(70)))
    index = opened(total=70)
    seen: list[bool] = []

    index.fill(many, lambda *_: seen.append(index.usable), core=32)
    assert seen == [False, True, True]
    more = [*many, *passages(*(f"备案{n}" for n in range(200)))[70:]]
    index.fill(more, lambda *_: seen.append(index.usable))

    assert all(seen[1:])


def test_damage_in_use_is_not_felt_and_mended_at_the_next_start(opened: Opened) -> None:
    index = opened()
    index.fill(TEXTS)
    index._client.delete_collection(index._name)

    assert nearest(index, "捐赠的实物")[0] == "law#1"
    assert index.usable
    index.close()

    again = opened()
    assert again.filled == 0
    assert again.fill(TEXTS)
    assert nearest(again, "捐赠的实物")[0] == "law#1"


def test_an_index_that_chroma_cannot_read_any_more_is_not_sealed_as_whole(opened: Opened) -> None:
    index = opened()
    index.fill(TEXTS)
    index._collection.delete(ids=index._collection.get(limit=1)["ids"])

    index.close()

    assert opened().filled == 0
    assert opened.said == [DAMAGED]
