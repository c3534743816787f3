"""Each stage of a search can be left out, and is then not there."""

import numpy as np
import pytest

from retrieval.corpus import Corpus, load
from retrieval.fusion import Weights, fuse, scaled
from retrieval.search import Hit, Searcher
from retrieval.sides import Nearness
from retrieval.stages import Stage
from tests.retrieval import samples
from tests.retrieval.test_search import Nearest


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(samples.library())


def found(corpus: Corpus, text: str, *without: Stage) -> list[Hit]:
    other = next(key for key in corpus.passages if key.startswith("hill"))
    searcher = Searcher(
        corpus, samples.lexical(corpus), Nearest((other, 0.9)), without=frozenset(without)
    )
    return searcher.search(samples.reader(corpus).read(text), samples.TODAY, 10)


def test_without_words_the_vectors_alone_rank(corpus: Corpus) -> None:
    hits = found(corpus, "募捐方案备案", Stage.WORDS)

    assert [hit.document.key for hit in hits] == ["hill"]


def test_without_vectors_the_words_alone_rank(corpus: Corpus) -> None:
    assert all(hit.dense is None for hit in found(corpus, "募捐方案备案", Stage.DENSE))


def test_without_the_adapter_questions_are_compared_as_they_are() -> None:
    near = Nearness(
        ("near", "far"),
        {"near": 0, "far": 1},
        np.asarray([0.9, 0.8], np.float32),
        np.asarray([0.1, 0.3], np.float32),
        np.eye(2, dtype=np.float32),
        np.zeros(2, np.float32),
    )

    assert list(near.best(1, lambda _: True)) == ["far"]
    assert list(near.as_they_are().best(1, lambda _: True)) == ["near"]


def test_without_synonyms_only_what_was_said_is_searched(corpus: Corpus) -> None:
    text = "筹款要备案吗"

    assert found(corpus, text, Stage.DENSE)[0].lexical != (
        found(corpus, text, Stage.DENSE, Stage.SYNONYMS)[0].lexical
    )


def test_without_pointers_a_digest_stands_for_itself(corpus: Corpus) -> None:
    hits = found(corpus, "快到保质期的食物能不能送人", Stage.POINTERS, Stage.DENSE)

    assert hits[0].document.key == "digest"


def test_without_fit_every_passage_counts_alike(corpus: Corpus) -> None:
    programmes = {hit.document.programme for hit in found(corpus, "山丘专项资金", Stage.FIT)}

    assert {"hill", "river"} <= programmes


def test_scores_are_brought_between_0_and_1_before_they_are_added() -> None:
    assert scaled({"a": 30.0, "b": 20.0, "c": 10.0}) == {"a": 1.0, "b": 0.5, "c": 0.0}
    assert scaled({"a": 7.0}) == {"a": 1.0}
    assert scaled({}) == {}
    assert fuse({"a": 2.0, "b": 1.0}, {"b": 0.9, "c": 0.8}, Weights()) == {
        "a": 0.4, "b": 0.6, "c": 0.0,
    }  # fmt: skip


def test_a_hit_carries_the_scores_it_had_on_its_way(corpus: Corpus) -> None:
    hit = found(corpus, "募捐方案备案")[0]

    assert list(hit.stages) == ["fused", "ranker", "lay", "pointers"]
    assert 0.0 <= hit.stages["fused"] <= 1.0
    assert hit.stages["ranker"] == hit.stages["fused"]  # nothing was learned here
