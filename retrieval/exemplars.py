"""Tells questions no policy text answers from those it may, by their likeness to examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import yaml

from retrieval.embeddings import AsQuestions, PassageEmbedder, Vectors, VectorStore
from retrieval.reasons import Reason

ASKED = "asked"
_NEAREST = 3  # examples of a kind that are compared: one alone may share a mere word


def examples() -> Mapping[str, Sequence[str]]:
    """The examples by kind (``exemplars.yaml``)."""
    body: Mapping[str, Sequence[str]] = yaml.safe_load(
        (files("retrieval") / "exemplars.yaml").read_text(encoding="utf-8")
    )
    return body


@dataclass(frozen=True, slots=True)
class Leaning:
    """The kind of unanswerable question that is nearest, and by how much it is nearer, in mean
    cosine, than the questions this service is for; negative when those are nearer."""

    reason: Reason
    lead: float


class Exemplars:
    """Compares a question with all examples; two hundred of them take about 20 µs."""

    def __init__(
        self,
        model: PassageEmbedder,
        kept: Path,
        table: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Embed the examples of ``table``, which takes some 2 s the first time; the file ``kept``
        has their vectors from then on."""
        self._model = model
        store = VectorStore(kept, AsQuestions(model))
        vectors = {
            kind: np.stack(store.embed(texts)) for kind, texts in (table or examples()).items()
        }
        self._asked = vectors.pop(ASKED)
        self._kinds = {Reason(kind): each for kind, each in vectors.items()}

    def leaning(self, text: str) -> Leaning:
        """What ``text`` is most like."""
        vector = np.asarray(self._model.embed_query(text), dtype=np.float32)
        near = {kind: _likeness(vectors, vector) for kind, vectors in self._kinds.items()}
        reason = max(near, key=lambda kind: near[kind])
        return Leaning(reason, near[reason] - _likeness(self._asked, vector))


def _likeness(kind: Vectors, vector: Vectors) -> float:
    return float(np.sort(kind @ vector)[-_NEAREST:].mean())
