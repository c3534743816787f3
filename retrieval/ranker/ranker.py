"""Orders the candidates of a question by what was learned."""

import math

import numpy as np

from retrieval.lexical import LexicalIndex
from retrieval.question import Question
from retrieval.ranker.features import matrix
from retrieval.ranker.model import Model
from retrieval.ranker.pool import Column, Pool
from retrieval.ranker.words import given


class Ranker:
    """Scores candidates 0…1: the learned order, blended with the fused score it starts from."""

    def __init__(self, model: Model) -> None:
        """Rank by ``model``."""
        self._model = model

    def scores(self, question: Question, pool: Pool, index: LexicalIndex) -> Column:
        """One score for each candidate of ``pool``, found in ``index``."""
        if not len(pool):
            return pool.fused
        seen = features_of(self._model, question, pool, index)
        learned = _scaled(self._model.trees.score(seen))
        blend = np.float32(self._model.blend)
        return blend * learned + (1 - blend) * pool.fused


def features_of(model: Model, question: Question, pool: Pool, index: LexicalIndex) -> Column:
    """The matrix of ``pool``, terms weighed by their rarity in ``index``."""
    added = given(model.added(question.text))
    return matrix(question, added, pool, lambda term: rarity(index, term))


def rarity(index: LexicalIndex, term: str) -> float:
    """BM25's inverse document frequency of ``term``; 0 when it stands nowhere."""
    frequency = index.frequency(term)
    if not frequency:
        return 0.0
    return math.log(1 + (index.passages - frequency + 0.5) / (frequency + 0.5))


def _scaled(scores: Column) -> Column:
    low, high = scores.min(), scores.max()
    if high == low:
        return np.ones_like(scores)
    scaled: Column = (scores - low) / (high - low)
    return scaled
