"""The dense index: passage vectors in Chroma on disk, filled in the background, resumable."""

import hashlib
import logging
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast
from uuid import uuid4

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError

from knowledge.documents import Passage
from retrieval import owner
from retrieval.embeddings import (
    TEXT_VERSION,
    PassageEmbedder,
    Vectors,
    VectorStore,
    dense_text,
)

log = logging.getLogger(__name__)

_CHROMA = "chroma"  # what the folder of its files is called, or begins with
_PREFIX = "passages-"
_BATCH = 32
_USABLE = 0.95  # share of the passages below which the vectors would distort the ranking

Progress = Callable[[int, int], None]


def _identity(passage: Passage) -> str:
    digest = hashlib.blake2b(dense_text(passage).encode(), digest_size=8).hexdigest()
    return f"{passage.key}@{digest}"


def _key(identity: str) -> str:
    return identity.rpartition("@")[0]


class DenseIndex:
    """Nearest passages by cosine. One thread fills while others ask."""

    def __init__(
        self,
        place: Path,
        model: PassageEmbedder,
        total: int,
        vectors: VectorStore,
        ownership: owner.Ownership,
    ) -> None:
        """Open the collection of ``model`` in ``place``; use ``open_dense``, which asks for the
        ownership first."""
        self._ownership = ownership
        self._model = model
        self._vectors = vectors
        self._client = cast(
            Client,  # the stated type lacks close()
            chromadb.PersistentClient(str(place), settings=Settings(anonymized_telemetry=False)),
        )
        self._name = f"{_PREFIX}{_fingerprint(model)}"
        self._collection = self._client.get_or_create_collection(
            self._name,
            embedding_function=None,
            # Chroma's default is L2 with a short search list: both lose passages.
            configuration={"hnsw": {"space": "cosine", "ef_search": 400, "ef_construction": 200}},
        )
        self._stop = threading.Event()
        self._filling = threading.Lock()
        self._total = total
        self._filled = self._collection.count()

    @property
    def filled(self) -> int:
        """Passages in the index."""
        return self._filled

    @property
    def total(self) -> int:
        """Passages there should be."""
        return self._total

    @property
    def usable(self) -> bool:
        """Whether nearly all passages are in; before that, ranking leaves the vectors out."""
        return self._total > 0 and self._filled >= _USABLE * self._total

    def fill(self, passages: Iterable[Passage], progress: Progress | None = None) -> bool:
        """Bring the index to exactly ``passages``; returns False when it was stopped midway.

        What is in already is skipped, what is no longer there is deleted, so a fill that was
        interrupted goes on where it was. ``progress`` gets (filled, total).
        Collections of another model or text version go once this one is whole.
        """
        with self._filling:
            return self._fill(passages, progress)

    def _fill(self, passages: Iterable[Passage], progress: Progress | None) -> bool:
        wanted = {_identity(passage): dense_text(passage) for passage in passages}
        self._total = len(wanted)
        present = set(self._collection.get(include=[])["ids"])
        for batch in _batches(sorted(present - wanted.keys())):
            self._collection.delete(ids=batch)
        missing = [identity for identity in wanted if identity not in present]
        self._filled = self._total - len(missing)
        for batch in _batches(missing):
            vectors = self._vectors.embed([wanted[one] for one in batch], self._stop.is_set)
            if vectors:
                self._collection.add(ids=batch[: len(vectors)], embeddings=np.stack(vectors))
            self._filled += len(vectors)
            if progress is not None:
                progress(self._filled, self._total)
            if self._stop.is_set():
                return False
        self._drop_others()
        return True

    def search(
        self, question: str, limit: int, competes: Callable[[str], bool]
    ) -> list[tuple[str, float]]:
        """The nearest ``(passage key, cosine similarity)``, best first; as many as it takes for
        ``limit`` of them to compete, so that the result is as if the others were not there.

        Widening the search is some 30 times faster than a filter inside Chroma, measured on
        24,000 passages of which a few are not in force. Files damaged meanwhile take the index out
        of use: answers go on by words.
        """
        try:
            return self._search(question, limit, competes)
        except ChromaError:
            log.exception("the dense index is damaged; a restart builds it again, until then words")
            self._filled = 0
            return []

    def _search(
        self, question: str, limit: int, competes: Callable[[str], bool]
    ) -> list[tuple[str, float]]:
        vector = np.asarray([self._model.embed_query(question)], dtype=np.float32)
        width = 2 * limit
        found = self._nearest(vector, width)
        while width < self._filled and sum(competes(key) for key, _ in found) < limit:
            width *= 4
            found = self._nearest(vector, width)
        return found

    def _nearest(self, vector: Vectors, width: int) -> list[tuple[str, float]]:
        found = self._collection.query(
            query_embeddings=vector,
            n_results=max(1, min(width, self._filled)),
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return [
            (_key(identity), 1.0 - float(distance))
            for identity, distance in zip(found["ids"][0], distances, strict=True)
        ]

    def close(self) -> None:
        """Stop a fill in progress, wait for its batch, let another process have the index."""
        self._stop.set()
        with self._filling:
            self._client.close()
        self._ownership.release()

    def _drop_others(self) -> None:
        for collection in self._client.list_collections():
            if collection.name.startswith(_PREFIX) and collection.name != self._name:
                self._client.delete_collection(collection.name)


def _fingerprint(model: PassageEmbedder) -> str:
    parts = f"{model.name}\x1f{model.dimension}\x1f{TEXT_VERSION}"
    return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()


def _batches(items: list[str]) -> Iterable[list[str]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


def open_dense(
    folder: Path, model: PassageEmbedder, total: int, vectors: Path
) -> DenseIndex | None:
    """The dense index in ``folder`` for ``total`` passages, or ``None`` while another process
    owns it. ``vectors`` is the file that keeps what was computed.

    The index can be made again from the library, so a damaged one is thrown away.
    """
    ownership = owner.claim(folder)
    if ownership is None:
        return None
    store = VectorStore(vectors, model)
    place = max(folder.glob(f"{_CHROMA}*"), default=folder / _CHROMA)
    try:
        return DenseIndex(place, model, total, store, ownership)
    except ChromaError as error:
        log.warning("the index in %s is damaged and filled again: %s", place, error)
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    # Chroma goes on using what it knows of a path it has opened once: a new name, then.
    fresh = folder / f"{_CHROMA}-{uuid4().hex}"
    return DenseIndex(fresh, model, total, store, ownership)
