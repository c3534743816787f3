"""How the words of a question stand in candidates: coverage, order, closeness.

A term is looked for as a substring, so that no candidate need be cut into terms for it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval import tokens
from retrieval.ranker.occurrences import Occurrences, Texts
from retrieval.ranker.pool import Column, Pool

_RAREST = 3
_WINDOW = 30  # characters: about one clause
_USUAL = 110.0  # characters of an article of law, the mean over 14,000
_K1, _B = 1.2, 0.75  # BM25's usual constants

Rarity = Callable[[str], float]
"""Inverse document frequency of a term in the index; 0 for what stands nowhere."""


@dataclass(frozen=True)
class Weighted:
    """Terms in the order they were said, and what each weighs."""

    words: tuple[str, ...]
    weights: Column

    @cached_property
    def total(self) -> float:
        """The sum of the weights, never 0."""
        return float(self.weights.sum()) or 1.0


def pairs_of(text: str, rarity: Rarity) -> Weighted:
    """The distinct pairs and whole words of ``text`` that stand anywhere in the index."""
    return _weighted((term for term in tokens.terms(text) if len(term) > 1), rarity)


def characters_of(text: str, rarity: Rarity) -> Weighted:
    """The distinct characters of ``text`` that stand anywhere in the index."""
    return _weighted((term for term in tokens.terms(text) if len(term) == 1), rarity)


def given(weights: Mapping[str, float]) -> Weighted:
    """Terms whose weights are known already."""
    return Weighted(tuple(weights), np.asarray(list(weights.values()), dtype=np.float32))


def _weighted(terms: Iterable[str], rarity: Rarity) -> Weighted:
    return given({term: weight for term in terms if (weight := rarity(term)) > 0})


def word_features(text: str, pool: Pool, rarity: Rarity) -> dict[str, Column]:
    """Shares are of the question's weight, 0…1."""
    pairs, characters = pairs_of(text, rarity), characters_of(text, rarity)
    bodies = Texts([passage.text for passage in pool.passages])
    found = bodies.occurrences(pairs.words)
    body, title = found.there, Texts(pool.titles).having(pairs.words)
    heading = Texts([" ".join(one.heading) for one in pool.passages]).having(pairs.words)
    return {
        "body_bm25": _bm25(found.counts, pairs, pool),
        "body_share": _share(body, pairs),
        "title_share": _share(title, pairs),
        "heading_share": _share(heading, pairs),
        "whole_share": _share(body | title | heading, pairs),
        "character_share": _share(bodies.having(characters.words), characters),
        "run_share": _longest_run(body, pairs),
        "rarest_share": _rarest(body | title | heading, pairs),
        "window_share": _closest(found, pairs),
        "question_weight": np.full(len(pool), pairs.total, dtype=np.float32),
    }


def _share(there: NDArray[np.bool_], terms: Weighted) -> Column:
    # NumPy was seen to warn of an invalid value here in two runs. It was never reproduced: neither
    # factor nor result was anything but finite in 2,300 calls; ``total`` is never 0.
    with np.errstate(invalid="ignore"):
        share: Column = (there @ terms.weights) / np.float32(terms.total)
    return share


def _bm25(counts: NDArray[np.int32], terms: Weighted, pool: Pool) -> Column:
    lengths = np.asarray([len(one.text) for one in pool.passages], dtype=np.float32)[:, None]
    often = counts.astype(np.float32)
    damped = often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * lengths / _USUAL))
    with np.errstate(invalid="ignore"):  # as above
        return np.asarray(damped @ terms.weights, dtype=np.float32)


def _longest_run(there: NDArray[np.bool_], terms: Weighted) -> Column:
    """The weightiest unbroken stretch of the question found, as part of the whole."""
    run = np.zeros(len(there), dtype=np.float32)
    best = run.copy()
    for column, weight in enumerate(terms.weights):
        run = (run + weight) * there[:, column]
        best = np.maximum(best, run)
    return best / np.float32(terms.total)


def _rarest(there: NDArray[np.bool_], terms: Weighted) -> Column:
    rarest = np.argsort(-terms.weights, kind="stable")[:_RAREST]
    return _share(there[:, rarest], Weighted((), terms.weights[rarest]))


def _closest(found: Occurrences, terms: Weighted) -> Column:
    """The greatest share that stands together within ``_WINDOW`` characters, by the first place
    of each term."""
    if not terms.words:
        return np.zeros(len(found.first), dtype=np.float32)
    behind = found.first[:, None, :] - found.first[:, :, None]
    # One comparison for both bounds: what lies before becomes a very great number.
    near = behind.view(np.uint32) < _WINDOW
    near &= found.there[:, None, :] & found.there[:, :, None]
    together: Column = (near @ terms.weights).max(axis=1)
    return together / np.float32(terms.total)
