"""Puts questions that ask alike into groups, so that staff answer each thing once.

Complete links, in the order they were asked: a question joins the group with all of whose members
it is alike, else it begins one. That is looser than ``likeness``, for a person looks at each group.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval import tokens
from retrieval.embeddings import AsQuestions, PassageEmbedder, VectorStore

ALIKE = 0.95  # cosine; half of the written paraphrases lie above, and nothing of another subject
ALIKE_BY_WORDS = 0.7  # of the terms in common, where there are no vectors
_NEW = 24  # vectors computed in one call, some 20 ms each; the rest follows at the next
_WIDTH = 2048  # buckets that terms are counted in

Alike = NDArray[np.bool_]
Matrix = NDArray[np.float32]


class QuestionGroups:
    """Groups questions by their meaning, and by their words while there is no vector for one."""

    def __init__(self, model: PassageEmbedder | None, kept: Path) -> None:
        """The file ``kept`` has the vectors of questions once computed."""
        self._store = VectorStore(kept, AsQuestions(model)) if model else None
        self._dimension = model.dimension if model else 0

    def of(self, texts: Sequence[str], alone: Sequence[bool]) -> list[int]:
        """For each text the index of the first of its group; what is ``alone`` has none else.

        2,000 questions whose vectors are known take about half a second.
        """
        alike = self._alike(texts)
        apart = np.asarray(alone, dtype=bool)
        alike[apart, :] = False
        alike[:, apart] = False
        return _complete_links(alike)

    def _alike(self, texts: Sequence[str]) -> Alike:
        words = _word_matrix(texts)
        alike: Alike = (words @ words.T) >= ALIKE_BY_WORDS
        meant, has = self._vectors(texts)
        if has.any():
            by_meaning = (meant @ meant.T) >= ALIKE
            both = has[:, None] & has[None, :]
            alike[both] = by_meaning[both]
        return alike

    def _vectors(self, texts: Sequence[str]) -> tuple[Matrix, Alike]:
        """A row for each text, of zeros where no vector is known yet."""
        rows = np.zeros((len(texts), self._dimension), dtype=np.float32)
        has = np.zeros(len(texts), dtype=bool)
        if self._store is None:
            return rows, has
        distinct = list(dict.fromkeys(texts))
        known = self._store.known(distinct)
        missing = [text for text in distinct if text not in known][:_NEW]
        known |= dict(zip(missing, self._store.embed(missing), strict=True))
        for row, text in enumerate(texts):
            if text in known:
                rows[row], has[row] = known[text], True
        return rows, has


def _complete_links(alike: Alike) -> list[int]:
    count = len(alike)
    fits = np.zeros((count, count), dtype=bool)  # by group: with all of its members alike
    firsts: list[int] = []
    found = [0] * count
    for one in range(count):
        open_to = np.flatnonzero(fits[: len(firsts), one])
        if len(open_to):
            group = int(open_to[0])
            fits[group] &= alike[one]
        else:
            group = len(firsts)
            firsts.append(one)
            fits[group] = alike[one]
        found[one] = firsts[group]
    return found


def _word_matrix(texts: Sequence[str]) -> Matrix:
    """A row of unit length for each text: which pairs of characters stand in it."""
    rows = np.zeros((len(texts), _WIDTH), dtype=np.float32)
    for row, text in enumerate(texts):
        for term in tokens.pairs(text):
            rows[row, _bucket(term)] = 1.0
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(lengths, lengths, 1.0)
    return rows


def _bucket(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest()) % _WIDTH
