"""The features of candidates as one matrix, in a fixed order."""

import numpy as np

from retrieval.question import Question
from retrieval.ranker.cues import cue_features
from retrieval.ranker.evidence_around import around_features, score_features
from retrieval.ranker.pool import Column, Pool
from retrieval.ranker.words import Rarity, word_features

NAMES = (
    "lexical", "lexical_part", "lexical_place", "dense", "dense_behind", "dense_place",
    "adapted", "adapted_behind", "adapted_place", "alike",
    "alike_behind", "fused", "fused_place", "found_by_both",
    "body_bm25", "body_share", "title_share", "heading_share", "whole_share", "character_share",
    "run_share", "rarest_share", "window_share", "question_weight",
    "before", "after", "law_best", "law_of_top", "chapter_best", "chapter_of_top",
    "penalty", "definition", "amount", "procedure", "permission", "validity",
    "passage_length", "question_length", "purpose", "named_law",
)  # fmt: skip
"""None of them knows which law a candidate is of, how long that law is or how often it is asked
about: what is learned here holds for other collections."""


def matrix(question: Question, pool: Pool, rarity: Rarity) -> Column:
    """Shape ``(len(pool), len(NAMES))``."""
    columns = {
        **score_features(pool),
        **word_features(question.text, pool, rarity),
        **around_features(pool),
        **cue_features(question, pool),
    }
    return np.stack([columns[name] for name in NAMES], axis=1)
