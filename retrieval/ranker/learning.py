"""Learning from examples: words of law, then trees, each judged on questions it has not seen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from retrieval.evaluate_retrieval import measures
from retrieval.ranker.examples import Example
from retrieval.ranker.features import matrix
from retrieval.ranker.folds import folds
from retrieval.ranker.law_words import learn_law_words
from retrieval.ranker.pool import Column
from retrieval.ranker.ranker import added_of, blended, rarity

FOLDS = 5
DEPTHS = ("R@1", "R@5", "R@10", "R@100", "MRR@10", "nDCG@10")
SETTINGS: Mapping[str, Any] = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 15,
    "num_leaves": 10,
    "min_data_in_leaf": 60,
    "learning_rate": 0.07,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "seed": 7,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
ROUNDS = 100
_SAID_BY_FEW = 0.3  # weight of a lay question beside one of the benchmark

LawWords = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Learned:
    """``booster`` and ``law_words`` from all examples; ``measured`` are the figures of the
    benchmark's questions by how they were ranked."""

    booster: lightgbm.Booster
    law_words: LawWords
    measured: Mapping[str, Mapping[str, float]]


def learn(examples: Sequence[Example], blend: float, *, popularity: bool = False) -> Learned:
    """Learn from ``examples``; ``popularity`` adds how often each law answers, to see what
    knowing that would be worth: it is not shipped."""
    parts = folds([example.answers for example in examples], FOLDS)
    columns = _cross_fitted(examples, parts)
    if popularity:
        columns = [
            np.column_stack([column, _popular(examples, parts, parts[number], example)])
            for number, (column, example) in enumerate(zip(columns, examples, strict=True))
        ]
    out_of_fold: list[Column] = [np.zeros(0, np.float32)] * len(examples)
    for fold in range(FOLDS):
        booster = _booster(examples, columns, [n for n, part in enumerate(parts) if part != fold])
        for number in (n for n, part in enumerate(parts) if part == fold):
            out_of_fold[number] = _predicted(booster, columns[number])
    booster = _booster(examples, columns, range(len(examples)))
    in_sample = [_predicted(booster, column) for column in columns]
    return Learned(
        booster,
        learn_law_words(_pairs(examples)),
        {
            "fusion": _figures(examples, [one.pool.fused for one in examples]),
            "out_of_fold": _blend(examples, out_of_fold, blend),
            "in_sample": _blend(examples, in_sample, blend),
        },
    )


def _cross_fitted(examples: Sequence[Example], parts: Sequence[int]) -> list[Column]:
    """The features of each example, its words of law learned from the other folds."""
    tables = [
        learn_law_words(_pairs([e for e, part in zip(examples, parts, strict=True) if part != n]))
        for n in range(FOLDS)
    ]
    return [_matrix(example, tables[part]) for example, part in zip(examples, parts, strict=True)]


def _matrix(example: Example, table: LawWords) -> Column:
    added = added_of(table, example.question.text, example.index)
    return matrix(example.question, added, example.pool, lambda term: rarity(example.index, term))


def _pairs(examples: Sequence[Example]) -> list[tuple[str, str]]:
    return [(one.question.text, text) for one in examples for text in one.texts]


def _popular(
    examples: Sequence[Example], parts: Sequence[int], fold: int, example: Example
) -> Column:
    """How often the law of each candidate answers the questions of the other folds."""
    counts = Counter(
        name.rpartition("第")[0]
        for one, part in zip(examples, parts, strict=True)
        if part != fold and one.is_benchmark == example.is_benchmark
        for name in one.answers
    )
    return np.log1p(np.asarray([counts[title] for title in example.pool.titles], np.float32))


def _booster(
    examples: Sequence[Example], columns: Sequence[Column], numbers: Sequence[int] | range
) -> lightgbm.Booster:
    usable = [number for number in numbers if examples[number].right.any()]
    rows = [_rows(examples[number]) for number in usable]
    weights = [
        np.full(len(row), 1.0 if examples[number].is_benchmark else _SAID_BY_FEW)
        for number, row in zip(usable, rows, strict=True)
    ]
    data = lightgbm.Dataset(
        np.concatenate([columns[n][row] for n, row in zip(usable, rows, strict=True)]),
        label=np.concatenate(
            [examples[n].right[row] for n, row in zip(usable, rows, strict=True)]
        ).astype(np.int8),
        group=[len(row) for row in rows],
        weight=np.concatenate(weights),
    )
    return lightgbm.train(dict(SETTINGS), data, ROUNDS)


def _rows(example: Example) -> NDArray[np.int64]:
    """The candidates learned from: the best 60 by fusion, and every third behind them. Whether
    one is right plays no part: taken in for that, it would teach that what lies behind is right.
    """
    order = np.argsort(-example.pool.fused, kind="stable")
    return np.concatenate([order[:60], order[60::3]])


def _predicted(booster: lightgbm.Booster, column: Column) -> Column:
    return np.asarray(booster.predict(column, num_threads=1), dtype=np.float32)


def _blend(examples: Sequence[Example], scores: Sequence[Column], blend: float) -> dict[str, float]:
    final = [
        blended(score, one.pool.fused, blend) for one, score in zip(examples, scores, strict=True)
    ]
    return _figures(examples, final)


def _figures(examples: Sequence[Example], scores: Sequence[Column]) -> dict[str, float]:
    """The means over the questions of the benchmark."""
    found = []
    for example, score in zip(examples, scores, strict=True):
        if example.is_benchmark:
            order = np.argsort(-score, kind="stable")[:100]
            hits = [bool(example.right[row]) for row in order]
            found.append(_measured(hits, len(example.answers)))
    return (
        {name: round(float(np.mean([one[name] for one in found])), 4) for name in DEPTHS}
        if found
        else {}
    )


def _measured(hits: Sequence[bool], answers: int) -> dict[str, float]:
    ranked = [f"right {n}" if hit else f"wrong {n}" for n, hit in enumerate(hits)]
    rel = [name for name in ranked if name.startswith("right")]
    missing = [f"missed {n}" for n in range(answers - len(rel))]
    return measures(ranked, frozenset((*rel, *missing)))
