"""Whether two questions ask the same, though in other words: 0…1, fitted on written pairs.

Near misses share most of their words (什么时候开始申报, 什么时候截止申报), paraphrases few. What
tells them apart is the meaning of what is left when their common words are taken away.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
import yaml

_MARKS = re.compile(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff]+")
_NEAR_MISS = 0.7
_SHORTEST = 2  # characters: a single one in common says nothing


class QuestionModel(Protocol):
    """What is asked of an embedding model."""

    def embed_query(self, text: str) -> list[float]:
        """One vector of unit length for a question."""


class Likeness:
    """Compares questions. Without a model only the same words in the same order are the same."""

    def __init__(
        self,
        model: QuestionModel | None,
        content: Callable[[str], str],
        table: Mapping[str, Any] | None = None,
    ) -> None:
        """``content`` takes out of a question the words that carry nothing; ``table`` is
        ``likeness.yaml``."""
        self._model = model
        self._content = content
        fitted = table or parameters()
        self._weights: Sequence[float] = fitted["weights"]
        self._bias: float = fitted["bias"]

    def score(self, one: str, other: str) -> float:
        """How sure it is that the two ask the same, 0…1."""
        if self._model is None:
            return _words(_bare(self._content(one)), _bare(self._content(other)))
        return self._logistic(self.features(one, other))

    def bound(self, cosine: float) -> float:
        """The highest score two questions of this cosine can have: is it worth a closer look?"""
        return self._logistic((cosine, 1.0, 1.0))

    def features(self, one: str, other: str) -> tuple[float, float, float]:
        """Cosines of the questions, of what they do not share, and of the content in that."""
        return (
            self._cosine(one, other),
            self._cosine(*_unshared(_bare(one), _bare(other))),
            self._cosine(
                *_unshared(_bare(self._content(one)), _bare(self._content(other))),
            ),
        )

    def _cosine(self, one: str, other: str) -> float:
        """1 when nothing is left to compare: then one says no more than the other."""
        if not one or not other or one == other or self._model is None:
            return 1.0
        left, right = self._model.embed_query(one), self._model.embed_query(other)
        return float(np.dot(np.asarray(left, np.float32), np.asarray(right, np.float32)))

    def _logistic(self, features: Sequence[float]) -> float:
        total = self._bias + sum(w * x for w, x in zip(self._weights, features, strict=True))
        return 1 / (1 + math.exp(-total))


def parameters() -> Mapping[str, Any]:
    """The fitted weights and where the thresholds stand (``likeness.yaml``)."""
    body: Mapping[str, Any] = yaml.safe_load(
        (files("retrieval") / "likeness.yaml").read_text(encoding="utf-8")
    )
    return body


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _unshared(one: str, other: str) -> tuple[str, str]:
    """What is left of each when the longest common stretches are taken out, one by one."""
    while True:
        match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
        if match.size < _SHORTEST:
            return " ".join(one.split()), " ".join(other.split())
        # The gaps stay, as different characters: what lay apart must not grow together.
        one = f"{one[: match.a]} {one[match.a + match.size :]}"
        other = f"{other[: match.b]}\t{other[match.b + match.size :]}"


def _words(one: str, other: str) -> float:
    """Near misses share up to nine tenths of their characters: only what lies above that counts."""
    shared = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(0.0, (shared - _NEAR_MISS) / (1 - _NEAR_MISS))
