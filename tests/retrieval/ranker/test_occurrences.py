"""Finding words in all texts at once gives what asking each text for each word gives."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.ingest import builtin_documents, ingest
from knowledge.library import MemoryLibrary
from retrieval import tokens
from retrieval.ranker.occurrences import Texts

QUESTION = "慈善组织的慈善财产，可以按照2023年的章程，用于人人人人救助吗abc"


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("募捐与募捐", "捐募", "募捐与募捐", ""), ("募捐", "捐", "与募", "没有")),
        (("人人人人", "人人"), ("人人", "人")),
        (("共2023年，计2023.5元abc", "202"), ("2023", "2", "abc", "2023.5")),
        (("𠮷野𠮷", "\uffff野"), ("𠮷", "𠮷野", "野")),
        (("甲", "乙"), ("甲乙",)),
        (("甲",), ()),
        ((), ("甲",)),
    ],
)
def test_each_word_is_counted_and_placed_as_each_text_by_itself_would(
    texts: tuple[str, ...], words: tuple[str, ...]
) -> None:
    _assert_as_one_by_one(texts, words)


def test_the_same_holds_over_real_articles() -> None:
    library = MemoryLibrary()
    ingest(library, builtin_documents())
    texts = [passage.text for passage in library.passages()][::7]

    found = _assert_as_one_by_one(texts, list(dict.fromkeys(tokens.terms(QUESTION))))

    assert found.any()


def _assert_as_one_by_one(texts: Sequence[str], words: Sequence[str]) -> NDArray[np.int32]:
    found = Texts(texts).occurrences(words)
    shape = (len(texts), len(words))

    counts = np.asarray([[text.count(word) for word in words] for text in texts], dtype=int)
    first = np.asarray([[text.find(word) for word in words] for text in texts], dtype=int)
    assert np.array_equal(found.counts, counts.reshape(shape))
    assert np.array_equal(found.first, first.reshape(shape))
    assert np.array_equal(found.there, counts.reshape(shape) > 0)
    return found.counts
