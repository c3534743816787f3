"""Measures ranking on a corpus of articles and questions with known articles (DESIGN's names)."""

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from knowledge.documents import Document, Passage, Tier
from retrieval import lexical
from retrieval.corpus import Corpus
from retrieval.embeddings import KeptQuestions, PassageEmbedder, VectorStore, dense_text
from retrieval.fit import Factors, Fit
from retrieval.held_vectors import HeldVectors
from retrieval.question import Reader, vocabulary
from retrieval.ranker.ranker import shipped_ranker
from retrieval.search import Searcher
from retrieval.stages import Stage

Progress = Callable[[int, int], None]
DEPTHS = (1, 5, 10, 100)
_DEEPEST = max(DEPTHS)
_DAY = date(2026, 1, 1)  # the rows carry no dates: all of them are in force on any day
_GENERAL = Fit(Factors(our_subject=1.0, general_law=1.0))
"""What the product answers about weighs there; a benchmark of all the law has no such subject."""


@dataclass(frozen=True)
class Benchmark:
    """A corpus of rows ready to be searched; ``ids`` are the rows' own names by passage key."""

    searcher: Searcher
    reader: Reader
    ids: Mapping[str, str]
    index_s: float

    def ranked(self, question: str, limit: int = _DEEPEST) -> list[str]:
        """The ids of the best rows, by the code that ranks for the product."""
        hits = self.searcher.search(self.reader.read(question), _DAY, limit)
        return [self.ids[hit.passage.key] for hit in hits]


def corpus_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Corpus, dict[str, str]]:
    """The articles ``{id, law, no, chap, text}`` as a corpus, and their ids by passage key."""
    laws: dict[str, str] = {}
    passages: dict[str, Passage] = {}
    ids: dict[str, str] = {}
    for ordinal, row in enumerate(rows):
        text = str(row["text"])
        document = laws.setdefault(row["law"], f"law-{len(laws)}")
        heading = (row["chap"],) if row.get("chap") else ()
        passage = Passage(document, ordinal, 0, len(text), text, heading, row.get("no"))
        passages[passage.key] = passage
        ids[passage.key] = str(row["id"])
    documents = {
        key: Document(key, law, "", Tier.OFFICIAL, "benchmark") for law, key in laws.items()
    }
    return Corpus(documents, passages), ids


def open_benchmark(
    rows: Sequence[Mapping[str, Any]],
    model: PassageEmbedder | None,
    vectors: Path,
    progress: Progress | None = None,
    *,
    without: Set[Stage] = frozenset(),
) -> Benchmark:
    """Index ``rows`` in memory; ``vectors`` is the file that keeps what was embedded.

    ``index_s`` counts the words, and the vectors as far as they were not kept from before.
    """
    started = perf_counter()
    corpus, ids = corpus_of(rows)
    words = lexical.build_in_memory(corpus.documents, corpus.passages.values())
    dense = _embedded(corpus, model, vectors, progress) if model else None
    searcher = Searcher(
        corpus, words, dense, fit=_GENERAL, ranker=shipped_ranker(), without=without
    )
    reader = Reader(corpus, {}, vocabulary())
    return Benchmark(searcher, reader, ids, perf_counter() - started)


def _embedded(
    corpus: Corpus, model: PassageEmbedder, vectors: Path, progress: Progress | None
) -> HeldVectors:
    store = VectorStore(vectors, model)
    texts = [dense_text(passage) for passage in corpus.passages.values()]
    found = []
    for start in range(0, len(texts), 64):
        found += store.embed(texts[start : start + 64])
        if progress is not None:
            progress(len(found), len(texts))
    return HeldVectors(KeptQuestions(model), tuple(corpus.passages), np.stack(found))


def evaluate_retrieval(
    benchmark: Benchmark, cases: Sequence[Mapping[str, Any]], progress: Progress | None = None
) -> dict[str, Any]:
    """``{"cases", "metrics", "failures"}`` over ``cases`` ``{qid, q, rel}``, ``rel`` the ids of
    the rows that answer. A failure is a question with none of them among the first ten.

    ``R@k`` is the mean share of ``rel`` among the first k, ``hit@k`` the share of questions with
    at least one there; nDCG counts every row of ``rel`` alike.
    """
    scored: list[dict[str, float]] = []
    times: list[float] = []
    failures: list[dict[str, Any]] = []
    for case in cases:
        started = perf_counter()
        ranked = benchmark.ranked(case["q"])
        times.append((perf_counter() - started) * 1000)
        scored.append(measures(ranked, frozenset(case["rel"])))
        if not scored[-1]["MRR@10"]:
            failures.append(
                {"qid": case.get("qid"), "q": case["q"], "rel": case["rel"], "ranked": ranked[:3]}
            )
        if progress is not None:
            progress(len(scored), len(cases))
    metrics = {name: round(float(np.mean([one[name] for one in scored])), 4) for name in scored[0]}
    metrics["ms_p50"], metrics["ms_p95"] = (
        round(float(value), 2) for value in np.percentile(times, (50, 95))
    )
    metrics["index_s"] = round(benchmark.index_s, 2)
    return {"cases": len(cases), "metrics": metrics, "failures": failures}


def measures(ranked: Sequence[str], rel: frozenset[str]) -> dict[str, float]:
    """What one ranking is worth when ``rel`` are right."""
    right = [one in rel for one in ranked]
    first = next((place for place, hit in enumerate(right[:10], start=1) if hit), None)
    gained = sum(1 / math.log2(place + 1) for place, hit in enumerate(right[:10], 1) if hit)
    most = sum(1 / math.log2(place + 1) for place in range(1, min(10, len(rel)) + 1))
    return {
        **{f"R@{depth}": sum(right[:depth]) / len(rel) for depth in DEPTHS},
        "MRR@10": 1 / first if first else 0.0,
        "nDCG@10": gained / most,
        **{f"hit@{depth}": float(any(right[:depth])) for depth in (1, 5)},
    }
