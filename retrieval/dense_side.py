"""The dense side of the answers: opened after the first of them, filled beside them."""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval import owner
from retrieval.core_first import core_first
from retrieval.corpus import Corpus
from retrieval.embeddings import KeptQuestions, PassageEmbedder, VectorStore
from retrieval.exemplars import Exemplars
from retrieval.healing import Report
from retrieval.lay import LayIndex

if TYPE_CHECKING:
    from retrieval.dense import DenseIndex

Progress = Callable[[int, int], None]


class DenseSide:
    """The index of vectors in ``folder`` and what else needs the model; without a model, nothing.

    ``read_only``: another process owns the index, and this one goes without.
    """

    def __init__(
        self, folder: Path, embedder: PassageEmbedder | None, vectors: Path, report: Report
    ) -> None:
        """Open nothing yet. ``vectors`` is the file of vectors already computed; ``report`` is
        told what was damaged."""
        self.embedder = KeptQuestions(embedder) if embedder else None
        self.index: DenseIndex | None = None
        self.exemplars: Exemplars | None = None
        self.read_only = False
        self._folder = folder
        self._vectors = vectors
        self._report = report
        self._filled_with: Corpus | None = None
        self._closing = threading.Event()

    def attach(self, total: int) -> bool:
        """Open the index as it stands on disk; False when it is not ours to open. ``total`` is
        the number of passages there should be."""
        if self.embedder is None:
            return False
        if self.exemplars is None:
            VectorStore(self._vectors, self.embedder, self._report)  # mends it, and tells us
            self.exemplars = Exemplars(self.embedder, self._vectors)
        if self.read_only:
            return False
        if self.index is None and owner.is_owned(self._folder):
            self.read_only = True  # said before Chroma is imported: a second worker needs none
            return False
        if self.index is None:
            from retrieval.dense import open_dense  # noqa: PLC0415 - 2 s that a start can spare

            self.index = open_dense(self._folder, self.embedder, total, self._vectors, self._report)
            self.read_only = self.index is None
        return self.index is not None

    def fill(self, current: Callable[[], Corpus], today: date, progress: Progress | None) -> bool:
        """Bring the index up to the ``current()`` corpus, and to the next one when it changes
        meanwhile; False when stopped by ``close``."""
        while self.index is not None:
            corpus = current()
            passages, core = core_first(corpus, today)
            until = partial(_has_changed, corpus, current)
            if self.index.fill(passages, progress, core=core, until=until):
                self._filled_with = corpus
                return True
            if not until():
                break
        return False

    def recall(self, lay: LayIndex) -> LayIndex:
        """Let ``lay`` have its vectors once the side is attached, if all were computed before."""
        if self.embedder is not None and self.exemplars is not None:
            lay.recall(self.embedder, self._vectors)
        return lay

    def embed(self, lay: LayIndex) -> bool:
        """Let ``lay`` have its vectors, computing what is not kept; False when stopped."""
        if self.embedder is None:
            return False
        return lay.embed(self.embedder, self._vectors, self._closing.is_set)

    def is_behind(self, corpus: Corpus) -> bool:
        """Whether there is something to fill, and it is ours to do."""
        is_ours = self.embedder is not None and not self.read_only
        return is_ours and self._filled_with is not corpus

    def close(self) -> None:
        """Stop filling and let another process have the index."""
        self._closing.set()
        if self.index is not None:
            self.index.close()
            self.index = None


def _has_changed(corpus: Corpus, current: Callable[[], Corpus]) -> bool:
    return current() is not corpus
