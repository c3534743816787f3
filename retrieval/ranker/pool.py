"""The candidates of one question as columns: what the features are computed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.documents import Passage
from retrieval.corpus import Corpus

Column = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pool:
    """``passages[n]`` is a candidate; ``lexical[n]`` its BM25 and ``dense[n]`` its cosine, NaN
    where that side did not find it; ``fused[n]`` is the fused score, 0…1."""

    passages: Sequence[Passage]
    titles: Sequence[str]
    lexical: Column
    dense: Column
    fused: Column

    def __len__(self) -> int:
        """How many candidates."""
        return len(self.passages)


def pool_of(
    corpus: Corpus,
    lexical: Mapping[str, float],
    dense: Mapping[str, float],
    fused: Mapping[str, float],
) -> Pool:
    """The passages of ``fused`` that the corpus knows, in a fixed order."""
    keys = sorted(key for key in fused if key in corpus.passages)
    passages = [corpus.passages[key] for key in keys]
    return Pool(
        passages,
        [corpus.names[passage.document] for passage in passages],
        _column([lexical.get(key, np.nan) for key in keys]),
        _column([dense.get(key, np.nan) for key in keys]),
        _column([fused[key] for key in keys]),
    )


def _column(values: Sequence[float]) -> Column:
    return np.asarray(values, dtype=np.float32)
