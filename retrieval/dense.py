"""The dense index: passage vectors kept in Chroma on disk, filled in the background, resumable,
and held in memory to be compared."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings

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
from retrieval.held_vectors import HeldVectors
from retrieval.sides import Nearness

log = logging.getLogger(__name__)

DAMAGED = "语义索引上次没有正常关闭，或文件有损坏，正在用已算好的向量重建。"
_PREFIX = "passages-"
_BATCH = 32
_READ = 2000  # vectors at a time: Chroma takes ten times their size to hand them over
_USABLE = 0.95  # share of the passages below which the vectors would distort the ranking

Progress = Callable[[int, int], None]


class DenseIndex:
    """How near passages are to a question. One thread fills while others ask.

    Chroma keeps the vectors and answers for their being whole; they are compared in memory, which
    is faster than its graph and misses nothing (``HeldVectors``).
    """

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
        self._filling = threading.Lock()
        self._total = total
        self._held = HeldVectors(model)
        for keys, found in self._kept():
            self._held.replace((), keys, found)
        self._filled = len(self._held)
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
            self._held.replace([key_of(one) for one in batch], (), ())
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
            self._held.replace((), [key_of(one) for one in done], vectors)
        return done

    def _kept(self) -> Iterator[tuple[list[str], Sequence[Vectors]]]:
        """The passages that Chroma has vectors of, and these."""
        for start in range(0, self._collection.count(), _READ):
            part = self._collection.get(limit=_READ, offset=start, include=["embeddings"])
            vectors = np.asarray(part["embeddings"], dtype=np.float32)
            yield [key_of(one) for one in part["ids"]], list(vectors)

    def _judge(self, first: list[str], present: Set[str]) -> None:
        """Usable from now on, where enough of the ``first`` passages are in."""
        if not self._usable:
            there = sum(one in present for one in first)
            self._usable = bool(first) and there >= _USABLE * len(first)

    def nearness(self, question: str) -> Nearness:
        """How near each passage in the index is to ``question``."""
        return self._held.nearness(question)

    def close(self) -> None:
        """Stop a fill in progress, wait for its batch, let another process have the index."""
        self._stop.set()
        with self._filling:
            if self._is_closed:
                return
            self._is_closed = True
            sound = self._is_sound()
            self._client.close()
            if sound:
                healing.seal(self._place)
            else:  # what is not sealed is made again at the next start
                healing.unseal(self._place)
        self._ownership.release()

    def _is_sound(self) -> bool:
        """Whether Chroma still finds what it keeps; nothing asks it while vectors are compared in
        memory, so a damage would else be sealed as whole."""
        try:
            kept = self._collection.get(limit=1, include=["embeddings"])
            if not kept["ids"]:
                return len(self._held) == 0
            vector = np.asarray(kept["embeddings"], dtype=np.float32)
            found = self._collection.query(query_embeddings=vector, n_results=1, include=[])
            return self._collection.count() == len(self._held) and bool(found["ids"][0])
        except Exception:  # Chroma has many errors of its own for a damaged folder
            log.exception("the index of meaning cannot be read any more")
            return False

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
