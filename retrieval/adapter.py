"""Moves the vector of a question towards the articles that answer questions like it.

A model of the size that runs anywhere puts what lay people ask and what the law says into
somewhat different regions, and all vectors lie in a narrow cone. One affine map of the question,
learned by ``retrieval.ranker.train``, takes both back; the vectors of the passages stay as they
are, so that no index depends on what was learned.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from retrieval.embeddings import PassageEmbedder, Vectors

FORMAT = 1
_STEPS = 127  # of a byte, for the greatest number of a row


class AdapterError(Exception):
    """The file of the adapter is in another format; the message says how to write it anew."""


@dataclass(frozen=True)
class Adapter:
    """``(question - shift) @ matrix``, brought to unit length. ``model`` names the embedding model
    it was learned for; ``measured`` are figures by what they were measured on."""

    model: str
    shift: Vectors
    matrix: Vectors
    measured: Mapping[str, Any]

    def __call__(self, question: Vectors) -> Vectors:
        """The vector to search with for the vector of a question, or for rows of them."""
        moved = (question - self.shift) @ self.matrix
        length = np.linalg.norm(moved, axis=-1, keepdims=True)
        return np.asarray(moved / np.maximum(length, 1e-9), dtype=np.float32)


def adapter_for(model: PassageEmbedder) -> Adapter | None:
    """The adapter that comes with the project, or None where it was learned for another model."""
    found = shipped()
    return found if found.model == model.name else None


@cache
def shipped() -> Adapter:
    """The adapter that comes with the project, read once."""
    return read((files("retrieval") / "adapter.json").read_text(encoding="utf-8"))


def read(text: str) -> Adapter:
    """The adapter written as ``text`` by ``written``.

    Raises:
        AdapterError: it is in another format.
    """
    body = json.loads(text)
    if body.get("format") != FORMAT:
        raise AdapterError("the adapter is of another format: run python -m retrieval.ranker.train")
    shift = np.asarray(body["shift"], dtype=np.float32)
    steps = np.frombuffer(base64.b64decode(body["steps"]), dtype=np.int8)
    scales = np.asarray(body["scales"], dtype=np.float32)[:, None]
    matrix = steps.reshape(len(shift), -1).astype(np.float32) * scales
    return Adapter(body["model"], shift, matrix, body["measured"])


def written(adapter: Adapter) -> str:
    """``adapter`` as JSON, one byte for each number of its matrix."""
    scales = np.maximum(np.abs(adapter.matrix).max(axis=1), 1e-12) / _STEPS
    steps = np.rint(adapter.matrix / scales[:, None]).astype(np.int8)
    body = {
        "format": FORMAT,
        "model": adapter.model,
        "measured": adapter.measured,
        "shift": [float(f"{value:.5g}") for value in adapter.shift],
        "scales": [float(f"{value:.5g}") for value in scales],
        "steps": base64.b64encode(steps.tobytes()).decode(),
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
