"""What needs and questions mean, as vectors: a need's is computed once, and kept in DATA."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.embeddings import PassageEmbedder, VectorStore

Vector = NDArray[np.float32]


class Meaning:
    """Vectors of unit length. Thread-safe; several processes may keep theirs in one file."""

    def __init__(self, model: PassageEmbedder, kept: Path) -> None:
        """Embed with ``model``; ``kept`` has the vectors of needs once computed."""
        self._model = model
        self._store = VectorStore(kept, model)
        self.dimension = model.dimension

    def of_question(self, text: str) -> Vector:
        """The vector of what somebody looks for, some 20 ms; of the latest it is kept."""
        return np.asarray(self._model.embed_query(text), dtype=np.float32)

    def computed(self, texts: Sequence[str], stop: Callable[[], bool]) -> list[Vector]:
        """The vectors of ``texts`` in order, up to the one before which ``stop()`` turns true."""
        return self._store.embed(texts, stop)
