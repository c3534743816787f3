"""Lay questions (大众问法) as a way to articles: what is like one of them leads where it leads.

They are compared by words and by meaning with the question alone, apart from the passages, so
that no quotation can ever come from one.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.lay_questions import lay_questions
from retrieval import tokens
from retrieval.corpus import Corpus
from retrieval.embeddings import AsQuestions, PassageEmbedder, Vectors, VectorStore
from retrieval.question import Question

_UNLIKE = 0.86  # cosine of two questions about different things
_SPAN = 0.12  # from there to two ways of asking the same
_LEAST = 0.05  # likeness below which a lay question says nothing

Table = Mapping[str, Mapping[str, tuple[str, ...]]]


class LayIndex:
    """All lay questions whose article is in the corpus; made anew whenever the library is opened,
    so an edited file needs no fingerprint. 4,000 questions take 0.2 s, and 1 ms to compare."""

    def __init__(self, corpus: Corpus, table: Table | None = None) -> None:
        """Take in ``table``, by default what ships with the project (``lay_questions``)."""
        found = list(_leading(corpus, lay_questions() if table is None else table))
        self._texts = tuple(text for text, _ in found)
        numbers: dict[str, int] = {}
        leads = [
            (row, numbers.setdefault(key, len(numbers)))
            for row, (_, keys) in enumerate(found)
            for key in keys
        ]
        self._passages = tuple(numbers)
        self._row, self._passage = np.asarray(leads, dtype=np.intp).reshape(-1, 2).T
        self._postings, self._rarity, self._weights = _indexed(self._texts)
        self._vectors: Vectors | None = None
        self._embed: Callable[[str], list[float]] | None = None

    def __len__(self) -> int:
        """How many questions lead somewhere."""
        return len(self._texts)

    def embed(self, model: PassageEmbedder, kept: Path, stop: Callable[[], bool] = bool) -> bool:
        """Bring in the vectors, computing those the file ``kept`` does not have, some minutes the
        first time. False when stopped midway: what was computed is kept for the next time."""
        vectors = VectorStore(kept, AsQuestions(model)).embed(self._texts, stop)
        if len(vectors) < len(self._texts):
            return False
        if vectors:
            self._vectors, self._embed = np.stack(vectors), model.embed_query
        return True

    def recall(self, model: PassageEmbedder, kept: Path) -> bool:
        """Bring in the vectors if the file ``kept`` has all of them; nothing is computed."""
        return self.embed(model, kept, lambda: True)

    def alike(self, question: Question) -> dict[str, float]:
        """How like the best lay question of each passage is, 0…1, by passage key."""
        likeness: NDArray[np.floating[Any]] = self._by_words(question.text)
        if self._vectors is not None and self._embed is not None:
            cosines = self._vectors @ np.asarray(self._embed(question.text), dtype=np.float32)
            likeness = (likeness + np.clip((cosines - _UNLIKE) / _SPAN, 0.0, 1.0)) / 2
        best = np.zeros(len(self._passages), dtype=likeness.dtype)
        np.maximum.at(best, self._passage, likeness[self._row])
        return {self._passages[at]: float(best[at]) for at in np.flatnonzero(best >= _LEAST)}

    def _by_words(self, text: str) -> NDArray[np.float32]:
        """The weight shared by the question and each lay question, of the greater of both."""
        shared = np.zeros(len(self._texts), dtype=np.float32)
        own = 0.0
        for pair in tokens.pairs(text):
            weight = self._rarity.get(pair)
            if weight is not None:
                shared[self._postings[pair]] += np.float32(weight)
            own += weight or math.log(1 + len(self._texts))
        greater = np.maximum(self._weights, np.float32(own or 1.0))
        return np.asarray(shared / greater, dtype=np.float32)


def _leading(corpus: Corpus, table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each question with the keys of the passages of its place; a long article has several."""
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, passage in corpus.passages.items():
        by_name[passage.document, passage.article or (passage.heading or ("",))[-1]].append(key)
    for document, places in table.items():
        for place, questions in places.items():
            keys = tuple(by_name.get((document, place), ()))
            if keys:
                yield from ((question, keys) for question in questions)


def _indexed(
    texts: tuple[str, ...],
) -> tuple[dict[str, NDArray[np.int32]], dict[str, float], NDArray[np.float32]]:
    """In which texts each pair stands, how rare it is, and the weight of each text."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        for pair in tokens.pairs(text):
            rows[pair].append(row)
    rarity = {pair: math.log(1 + len(texts) / len(found)) for pair, found in rows.items()}
    postings = {pair: np.asarray(found, dtype=np.int32) for pair, found in rows.items()}
    weights = np.zeros(len(texts), dtype=np.float32)
    for pair, found in postings.items():
        weights[found] += np.float32(rarity[pair])
    return postings, rarity, weights
