"""Learning from questions: adapter, then trees, both judged on questions they have not seen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from retrieval.adapter import Adapter
from retrieval.evaluate_retrieval import measures
from retrieval.ranker.adapting import learn_adapter
from retrieval.ranker.examples import Asked, Benchmark
from retrieval.ranker.features import matrix
from retrieval.ranker.folds import any_folds, folds
from retrieval.ranker.pool import Column, Pool
from retrieval.ranker.ranker import blended, rarity

FOLDS = 5
DEPTHS = ("R@1", "R@5", "R@10", "R@100", "MRR@10", "nDCG@10")
SETTINGS: Mapping[str, Any] = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 15,
    "num_leaves": 16,
    "min_data_in_leaf": 20,
    "learning_rate": 0.05,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 7,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
ROUNDS = 180
_DAY = date(2026, 11, 28)


@dataclass(frozen=True)
class Learned:
    """What is shipped, from all examples; ``measured`` are figures by how questions were divided
    and ranked."""

    adapter: Adapter
    booster: lightgbm.Booster
    measured: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class _Seen:
    """The candidates of one example. ``right[n]`` says that the n-th answers, of ``answers`` that
    there are."""

    pool: Pool
    matrix: Column
    right: NDArray[np.bool_]
    answers: int


def learn(bench: Benchmark, lay: Asked, blend: float) -> Learned:
    """Learn from ``bench`` with ``lay`` beside it, and measure that twice: on questions whose
    answers answered nothing that was learned from (``other_articles``), and on any other
    questions (``other_questions``), as more of the same people's would be."""
    everything = range(len(bench.examples))
    measured = {"fusion": _plain(bench)}
    ways = {
        "other_articles": folds([one.answers for one in bench.examples], FOLDS),
        "other_questions": any_folds(len(bench.examples), FOLDS),
    }
    seen: list[_Seen] = []
    for name, parts in ways.items():
        seen = _cross_fitted(bench, lay, parts)
        measured[f"{name}_fused"] = _figures(seen, [one.pool.fused for one in seen])
        measured[name] = _out_of_fold(seen, parts, blend)
        knowing = _knowing_popular(bench, seen, parts)
        measured[f"{name}_knowing_popular_laws"] = _out_of_fold(knowing, parts, blend)
    return Learned(
        learn_adapter(bench.model.name, bench, everything, lay),
        _booster(seen),
        measured,
    )


def _plain(bench: Benchmark) -> dict[str, float]:
    """Fusion of words and vectors as the model gives them."""
    dimension = bench.model.dimension
    still = Adapter("", np.zeros(dimension, np.float32), np.eye(dimension, dtype=np.float32), {})
    searcher = bench.searcher(still)
    seen = []
    for number, example in enumerate(bench.examples):
        pool = searcher.pool(example.question, _DAY)
        seen.append(_seen(bench, number, pool, np.zeros((len(pool), 0), np.float32)))
    return _figures(seen, [one.pool.fused for one in seen])


def _cross_fitted(bench: Benchmark, lay: Asked, parts: Sequence[int]) -> list[_Seen]:
    """Each example as seen with the adapter of the other folds."""
    found: dict[int, _Seen] = {}
    for fold in range(FOLDS):
        others = [number for number, part in enumerate(parts) if part != fold]
        searcher = bench.searcher(learn_adapter(bench.model.name, bench, others, lay))
        for number in (number for number, part in enumerate(parts) if part == fold):
            question = bench.examples[number].question
            pool = searcher.pool(question, _DAY)
            seen = matrix(question, pool, lambda term: rarity(bench.index, term))
            found[number] = _seen(bench, number, pool, seen)
    return [found[number] for number in range(len(parts))]


def _seen(bench: Benchmark, number: int, pool: Pool, columns: Column) -> _Seen:
    example = bench.examples[number]
    keys = {bench.keys[row] for row in example.right}
    right = np.asarray([one.key in keys for one in pool.passages], dtype=np.bool_)
    return _Seen(pool, columns, right, len(example.answers))


def _out_of_fold(seen: Sequence[_Seen], parts: Sequence[int], blend: float) -> dict[str, float]:
    scores: dict[int, Column] = {}
    for fold in range(FOLDS):
        booster = _booster([one for one, part in zip(seen, parts, strict=True) if part != fold])
        for number in (number for number, part in enumerate(parts) if part == fold):
            learned = np.asarray(booster.predict(seen[number].matrix, num_threads=1), np.float32)
            scores[number] = blended(learned, seen[number].pool.fused, blend)
    return _figures(seen, [scores[number] for number in range(len(seen))])


def _knowing_popular(bench: Asked, seen: Sequence[_Seen], parts: Sequence[int]) -> list[_Seen]:
    """The same with how often each law answers the questions of other folds, to see what knowing
    that would be worth: it is not shipped."""
    known = []
    for one, part in zip(seen, parts, strict=True):
        counts = Counter(
            name.rpartition("第")[0]
            for example, other in zip(bench.examples, parts, strict=True)
            if other != part
            for name in example.answers
        )
        often = np.log1p(np.asarray([counts[title] for title in one.pool.titles], np.float32))
        known.append(_Seen(one.pool, np.column_stack([one.matrix, often]), one.right, one.answers))
    return known


def _booster(seen: Sequence[_Seen]) -> lightgbm.Booster:
    usable = [one for one in seen if one.right.any()]
    rows = [_rows(one.pool) for one in usable]
    data = lightgbm.Dataset(
        np.concatenate([one.matrix[row] for one, row in zip(usable, rows, strict=True)]),
        label=np.concatenate(
            [one.right[row] for one, row in zip(usable, rows, strict=True)]
        ).astype(np.int8),
        group=[len(row) for row in rows],
    )
    return lightgbm.train(dict(SETTINGS), data, ROUNDS)


def _rows(pool: Pool) -> NDArray[np.int64]:
    """The candidates learned from: the best 60 by fusion, and every fourth behind them. Whether
    one is right plays no part: taken in for that, it would teach that what lies behind is right.
    """
    order = np.argsort(-pool.fused, kind="stable")
    return np.concatenate([order[:60], order[60::4]])


def _figures(seen: Sequence[_Seen], scores: Sequence[Column]) -> dict[str, float]:
    """The means over the questions."""
    found = []
    for one, score in zip(seen, scores, strict=True):
        order = np.argsort(-score, kind="stable")[:100]
        found.append(_measured([bool(one.right[row]) for row in order], one.answers))
    return {name: round(float(np.mean([one[name] for one in found])), 4) for name in DEPTHS}


def _measured(hits: Sequence[bool], answers: int) -> dict[str, float]:
    ranked = [f"right {n}" if hit else f"wrong {n}" for n, hit in enumerate(hits)]
    rel = [name for name in ranked if name.startswith("right")]
    missing = [f"missed {n}" for n in range(answers - len(rel))]
    return measures(ranked, frozenset((*rel, *missing)))
