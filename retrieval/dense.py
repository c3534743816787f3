"""The dense index: passage vectors in Chroma on disk, filled in the background, resumable."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Set
from itertools import islice
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError

from knowledge.documents import Passage
from retrieval import healing, owner
from retrieval.dense_place import chroma_folders, fresh_place
from retrieval.embeddings import (
    PassageEmbedder,
    Vectors,
    VectorStore,
    dense_text,
    identity,
    key_of,
    model_fingerprint,
)

log = logging.getLogger(__name__)

DAMAGED = "语义索引上次没有正常关闭，或文件有损坏，正在用已算好的向量重建。"
_PREFIX = "passages-"
_BATCH = 32
_USABLE = 0.95  # share of the passages below which the vectors would distort the ranking

Progress = Callable[[int, int], None]


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
        self._place = place
        self._model = model
        self._vectors = vectors
        self._client = cast(
            Client,  # the stated type lacks close()
            chromadb.PersistentClient(str(place), settings=Settings(anonymized_telemetry=False)),
        )
        self._name = f"{_PREFIX}{model_fingerprint(model)}"
        self._collection = self._client.get_or_create_collection(
            self._name,
            embedding_function=None,
            # Chroma's default is L2 with a short search list: both lose passages.
            configuration={"hnsw": {"space": "cosine", "ef_search": 400, "ef_construction": 200}},
        )
        self._stop = threading.Event()
        self._is_closed = False
        self._is_damaged = False
        self._filling = threading.Lock()
        self._total = total
        self._filled = self._collection.count()
        self._usable = total > 0 and self._filled >= _USABLE * total

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
        """Whether nearly all passages of the core are in; before that, ranking leaves the vectors
        out. Once they were, it goes on with what it has while others follow."""
        return self._usable

    def fill(
        self,
        passages: Iterable[Passage],
        progress: Progress | None = None,
        *,
        core: int | None = None,
        until: Callable[[], bool] = bool,
    ) -> bool:
        """Bring the index to exactly ``passages``; returns False when it was stopped midway, by
        ``close`` or because ``until()`` turned true.

        What is in already is skipped, what is no longer there is deleted, so a fill that was
        interrupted goes on where it was. The first ``core`` passages, or all, make it usable.
        ``progress`` gets (filled, total).
        Collections of another model or text version go once this one is whole.
        """
        with self._filling:
            return not self._stop.is_set() and self._fill(passages, progress, core, until)

    def _fill(
        self,
        passages: Iterable[Passage],
        progress: Progress | None,
        core: int | None,
        until: Callable[[], bool],
    ) -> bool:
        wanted = {identity(passage): dense_text(passage) for passage in passages}
        present = set(self._collection.get(include=[])["ids"])
        gone, missing = (
            sorted(present - wanted.keys()),
            [one for one in wanted if one not in present],
        )
        first = list(islice(wanted, core))
        self._total, self._filled = len(wanted), len(wanted) - len(missing)
        if gone or missing:
            healing.unseal(self._place)
        for batch in _batches(gone):
            self._collection.delete(ids=batch)
        present &= wanted.keys()
        self._judge(first, present)
        for batch in _batches(missing):
            done = self._add(batch, wanted, lambda: self._stop.is_set() or until())
            present.update(done)
            self._filled += len(done)
            if progress is not None:
                progress(self._filled, self._total)
            if len(done) < len(batch) or self._stop.is_set() or until():
                return False
            self._judge(first, present)
        self._drop_others()
        healing.seal(self._place)
        return True

    def _add(
        self, batch: list[str], texts: Mapping[str, str], stop: Callable[[], bool]
    ) -> list[str]:
        vectors = self._vectors.embed([texts[one] for one in batch], stop)
        done = batch[: len(vectors)]
        if done:
            self._collection.add(ids=done, embeddings=np.stack(vectors))
        return done

    def _judge(self, first: list[str], present: Set[str]) -> None:
        """Usable from now on, where enough of the ``first`` passages are in."""
        if not self._usable:
            there = sum(one in present for one in first)
            self._usable = bool(first) and there >= _USABLE * len(first)

    def search(
        self, question: str, limit: int, competes: Callable[[str], bool]
    ) -> list[tuple[str, float]]:
        """The nearest ``(passage key, cosine similarity)``, best first; as many as it takes for
        ``limit`` of them to compete, so that the result is as if the others were not there.

        Widening the search is some 30 times faster than a filter inside Chroma, where few are not
        in force. Files damaged meanwhile take the index out of use: answers go on by words.
        """
        try:
            return self._search(question, limit, competes)
        except ChromaError:
            log.exception("the dense index is damaged; a restart builds it again, until then words")
            self._filled, self._usable, self._is_damaged = 0, False, True
            healing.unseal(self._place)
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
            (key_of(found_one), 1.0 - float(distance))
            for found_one, distance in zip(found["ids"][0], distances, strict=True)
        ]

    def close(self) -> None:
        """Stop a fill in progress, wait for its batch, let another process have the index."""
        self._stop.set()
        with self._filling:
            if self._is_closed:
                return
            self._is_closed = True
            self._client.close()
            if not self._is_damaged:
                healing.seal(self._place)
        self._ownership.release()

    def _drop_others(self) -> None:
        for collection in self._client.list_collections():
            if collection.name.startswith(_PREFIX) and collection.name != self._name:
                self._client.delete_collection(collection.name)


def _batches(items: list[str]) -> Iterable[list[str]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


def open_dense(
    folder: Path,
    model: PassageEmbedder,
    total: int,
    vectors: Path,
    report: healing.Report = log.warning,
) -> DenseIndex | None:
    """The dense index in ``folder`` for ``total`` passages, or ``None`` while another process
    owns it. ``vectors`` is the file that keeps what was computed.

    One that was not closed, or is not as it was left, is told to ``report`` and filled again from
    ``vectors``, some thousand passages a second: Chroma ends the process over some damages.
    """
    ownership = owner.claim(folder)
    if ownership is None:
        return None
    store = VectorStore(vectors, model, report)
    places = chroma_folders(folder)
    sound = [place for place in places if healing.is_whole(place)][-1:]
    for place in places:
        if place not in sound:
            healing.remove(place)
    if places and not sound:
        report(DAMAGED)
    place = sound[0] if sound else fresh_place(folder)
    return DenseIndex(place, model, total, store, ownership)
