"""Hybrid search: lexical and dense scores fused over the passages in force on the day asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from knowledge.documents import Document, Passage
from retrieval.corpus import Corpus
from retrieval.fit import Fit
from retrieval.lexical import LexicalIndex
from retrieval.pointers import pointers
from retrieval.question import Question

POOL = 200  # candidates taken from each side, as measured on the statute benchmark


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. ``score`` ranks; ``lexical`` is BM25, ``dense`` the cosine similarity,
    ``None`` where that side did not find the passage."""

    passage: Passage
    document: Document
    score: float
    lexical: float | None = None
    dense: float | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How the two sides count (DESIGN: halves, over min-max scores), and what share of its score
    a digest hands on to the articles it restates."""

    lexical: float = 0.5
    dense: float = 0.5
    pointed: float = 0.6


class NearestPassages(Protocol):
    """The dense side of a search; ``retrieval.dense.DenseIndex`` is the real one."""

    @property
    def usable(self) -> bool:
        """Whether it knows nearly all passages."""

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The nearest ``(passage key, cosine similarity)``, best first."""


class Searcher:
    """Ranks the passages of one corpus. Without a usable dense side it ranks by words alone."""

    def __init__(
        self,
        corpus: Corpus,
        lexical: LexicalIndex,
        dense: NearestPassages | None = None,
        weights: Weights | None = None,
        fit: Fit | None = None,
    ) -> None:
        """Search ``corpus`` through its indexes."""
        self.corpus = corpus
        self.lexical = lexical
        self.dense = dense
        self._weights = weights or Weights()
        self._fit = fit or Fit()
        self._pointers = pointers(corpus)

    def search(
        self, question: Question, as_of: date, limit: int, *, in_force: bool = True
    ) -> list[Hit]:
        """The best hits among the passages in force on ``as_of``, one for each article.

        With ``in_force`` false, the best among those that are not: what may be said to have
        lapsed, or not to have begun.
        """
        lexical = dict(self.lexical.search(question.expanded, as_of, POOL, in_force=in_force))
        dense = self._nearest(question, as_of, in_force=in_force)
        fused = self._handed_on(self._fused(lexical, dense), as_of, in_force=in_force)
        hits = [
            Hit(passage, document, score, lexical.get(key), dense.get(key))
            for key, score in fused.items()
            if (passage := self.corpus.passages.get(key))
            and (document := self.corpus.documents.get(passage.document))
        ]
        return self._ranked(question, hits)[:limit]

    def _nearest(self, question: Question, as_of: date, *, in_force: bool) -> dict[str, float]:
        if self.dense is None or not self.dense.usable:
            return {}
        documents = self.corpus.documents
        barred = {key for key, one in documents.items() if one.in_force(as_of) is not in_force}
        # Asking for as many more as may be barred leaves POOL that compete: the same as
        # filtering first, and 30 times faster than a filter inside Chroma over 24,000 passages.
        spare = sum(1 for one in self.corpus.passages.values() if one.document in barred)
        found = self.dense.search(question.text, POOL + spare)
        current = [
            (key, score)
            for key, score in found
            if (passage := self.corpus.passages.get(key)) and passage.document not in barred
        ]
        return dict(current[:POOL])

    def _fused(self, lexical: Mapping[str, float], dense: Mapping[str, float]) -> dict[str, float]:
        if not dense:
            return _scaled(lexical)
        left, right = _scaled(lexical), _scaled(dense)
        return {
            key: self._weights.lexical * left.get(key, 0.0)
            + self._weights.dense * right.get(key, 0.0)
            for key in left.keys() | right.keys()
        }

    def _handed_on(
        self, fused: dict[str, float], as_of: date, *, in_force: bool
    ) -> dict[str, float]:
        """A digest passage gives its score to the articles it names and steps back for them.

        Where the library holds no such article on that day, the digest stands for itself.
        """
        final = dict(fused)
        gained: dict[str, float] = {}
        for key in fused.keys() & self._pointers.keys():
            targets = [
                target
                for target in self._pointers[key]
                if self._document(target).in_force(as_of) is in_force
            ]
            for target in targets:
                gained[target] = max(gained.get(target, 0.0), fused[key])
            if targets:
                del final[key]
        for target, score in gained.items():
            final[target] = final.get(target, 0.0) + self._weights.pointed * score
        return final

    def _document(self, passage: str) -> Document:
        return self.corpus.documents[self.corpus.passages[passage].document]

    def _ranked(self, question: Question, hits: Iterable[Hit]) -> list[Hit]:
        factor = self._fit.factor
        weighed = [
            replace(hit, score=hit.score * factor(question, hit.passage, hit.document))
            for hit in hits
        ]
        weighed = [hit for hit in weighed if hit.score > 0]
        weighed.sort(key=lambda hit: (-hit.score, hit.passage.key))
        best: dict[tuple[str, str], Hit] = {}
        for hit in weighed:
            best.setdefault(self._identity(hit), hit)
        return list(best.values())

    def _identity(self, hit: Hit) -> tuple[str, str]:
        """The same article of the same law, from whichever source, is one result."""
        if hit.passage.article is None:
            return hit.passage.document, str(hit.passage.ordinal)
        return self.corpus.names[hit.document.key], hit.passage.article


def _scaled(scores: Mapping[str, float]) -> dict[str, float]:
    """Min-max to 0…1; a single score, or all equal, becomes 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}
