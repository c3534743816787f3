"""The candidates of one question as columns: what the features are computed from."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.documents import Passage
from retrieval.corpus import Corpus
from retrieval.sides import Nearness

Column = NDArray[np.float32]

_BEST = 5  # candidates that say together what is looked for


@dataclass(frozen=True, slots=True)
class Pool:
    """``passages[n]`` is a candidate, and ``titles[n]`` that of its law.

    ``lexical[n]`` is its BM25, NaN where the words did not find it; ``dense[n]`` the cosine and
    ``adapted[n]`` that with the adapted question, NaN where its vector is not known;
    ``alike[n]`` compares it with the best by fusion, from the centre of all passages;
    ``is_near[n]`` says that the vectors found it. ``fused[n]`` is the fused score, 0…1.
    """

    passages: Sequence[Passage]
    titles: Sequence[str]
    lexical: Column
    dense: Column
    adapted: Column
    alike: Column
    is_near: NDArray[np.bool_]
    fused: Column

    def __len__(self) -> int:
        """How many candidates."""
        return len(self.passages)

    def by_key(self, scores: Column) -> dict[str, float]:
        """``scores``, one for each candidate, by its passage's key; without those that are NaN."""
        both = zip(self.passages, scores.tolist(), strict=True)
        return {one.key: score for one, score in both if not math.isnan(score)}


def pool_of(
    corpus: Corpus,
    lexical: Mapping[str, float],
    nearest: Mapping[str, float],
    fused: Mapping[str, float],
    near: Nearness | None = None,
) -> Pool:
    """The passages of ``fused`` that the corpus knows, in a fixed order."""
    keys = sorted(key for key in fused if key in corpus.passages)
    passages = [corpus.passages[key] for key in keys]
    likeness = [near.of(key) if near else (np.nan, np.nan) for key in keys]
    column = _column([fused[key] for key in keys])
    best = [keys[row] for row in np.argsort(-column, kind="stable")[:_BEST]]
    return Pool(
        passages,
        [corpus.names[passage.document] for passage in passages],
        _column([lexical.get(key, np.nan) for key in keys]),
        _column([cosine for cosine, _ in likeness]),
        _column([adapted for _, adapted in likeness]),
        near.alike(keys, best) if near else _column([np.nan] * len(keys)),
        np.asarray([key in nearest for key in keys], dtype=np.bool_),
        column,
    )


def _column(values: Sequence[float]) -> Column:
    return np.asarray(values, dtype=np.float32)
