"""Orders the candidates of a question by what was learned."""

import math
from dataclasses import replace

import numpy as np

from retrieval.fusion import Weights
from retrieval.lexical import LexicalIndex
from retrieval.question import Question
from retrieval.ranker.features import matrix
from retrieval.ranker.model import Model, shipped
from retrieval.ranker.pool import Column, Pool

PRODUCT_WEIGHTS = Weights(lexical=0.5, dense=0.5)
"""Beside lay questions and rules halves lost no hit on the development questions, .4 and .6 one."""
_BESIDE_RULES = 0.15  # on the development questions .25 did no better, .7 lost hits


class Ranker:
    """Scores candidates 0…1: the learned order, blended with the fused score it starts from."""

    def __init__(self, model: Model) -> None:
        """Rank by ``model``."""
        self._model = model

    def scores(self, question: Question, pool: Pool, index: LexicalIndex) -> Column:
        """One score for each candidate of ``pool``, found in ``index``."""
        if not len(pool):
            return pool.fused
        seen = matrix(question, pool, lambda term: rarity(index, term))
        return blended(self._model.trees.score(seen), pool.fused, self._model.blend)


def shipped_ranker() -> Ranker:
    """The ranker that comes with the project, with the part in the score it was measured at."""
    return Ranker(shipped())


def product_ranker() -> Ranker:
    """The same with the small part it has beside lay questions and rules, which order too."""
    return Ranker(replace(shipped(), blend=_BESIDE_RULES))


def rarity(index: LexicalIndex, term: str) -> float:
    """BM25's inverse document frequency of ``term``; 0 when it stands nowhere."""
    frequency = index.frequency(term)
    if not frequency:
        return 0.0
    return math.log(1 + (index.passages - frequency + 0.5) / (frequency + 0.5))


def blended(learned: Column, fused: Column, blend: float) -> Column:
    """``learned`` brought to 0…1, and the part ``1 - blend`` of the fused score."""
    low, span = learned.min(), np.ptp(learned)
    scaled = (learned - low) / span if span else np.ones_like(learned)
    return np.asarray(blend * scaled + (1 - blend) * fused, dtype=np.float32)
