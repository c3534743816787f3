"""Hybrid search: lexical and dense scores fused over the passages in force on the day asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Protocol

from knowledge.documents import Document, Passage
from retrieval.corpus import Corpus
from retrieval.fit import Fit
from retrieval.lexical import LexicalIndex
from retrieval.pointers import pointers
from retrieval.question import Question

FAINT = 0.1  # of 1: no factor of ``Fit`` lifts a passage from below this to the top
NAMED = 9.0  # score of an article the question names: above what any search can give
FEW = 30  # candidates among texts not in force: the best few are enough to tell of them
POOL = 200  # candidates taken from each side, as measured on the statute benchmark


Scores = Mapping[str, float]


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
class Found:
    """What a search brought: in force, and not in force, on ``as_of``; best first."""

    hits: Sequence[Hit]
    lapsed: Sequence[Hit]
    as_of: date


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

    def search(
        self, question: str, limit: int, competes: Callable[[str], bool]
    ) -> list[tuple[str, float]]:
        """The nearest ``(passage key, cosine similarity)``, best first; as many as it takes for
        ``limit`` of them to compete."""


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

    def search(self, question: Question, as_of: date, limit: int) -> list[Hit]:
        """The best hits among the passages in force on ``as_of``, one for each article."""
        return list(self.find(question, as_of, limit).hits)

    def find(self, question: Question, as_of: date, limit: int) -> Found:
        """The best hits in force on ``as_of``, and beside them the best of those that are not:
        what may be said to have lapsed, or not to have begun. Each side competes with itself."""
        documents = self.corpus.documents
        current = {key for key, one in documents.items() if one.in_force(as_of)}
        nearest = self._nearest(question, current)
        other = documents.keys() - current
        return Found(
            hits=self._side(question, as_of, nearest, current, POOL)[:limit],
            lapsed=self._side(question, as_of, nearest, other, FEW, in_force=False)[:limit],
            as_of=as_of,
        )

    def _side(
        self,
        question: Question,
        as_of: date,
        nearest: Scores,
        standing: Set[str],
        pool: int,
        *,
        in_force: bool = True,
    ) -> list[Hit]:
        """All hits among the documents ``standing``, ranked; ``pool`` candidates of each kind."""
        lexical = dict(self.lexical.search(question.terms, as_of, pool, in_force=in_force))
        known = self.corpus.passages
        dense = dict(
            islice(((k, s) for k, s in nearest.items() if known[k].document in standing), pool)
        )
        fused = self._handed_on(self._fused(lexical, dense), standing)
        hits = [
            Hit(known[key], self._document(key), score, lexical.get(key), dense.get(key))
            for key, score in fused.items()
            if score >= FAINT and key in known
        ]
        return self._distinct([*self._named(question, standing), *self._ranked(question, hits)])

    def _named(self, question: Question, standing: Set[str]) -> list[Hit]:
        """The articles the question names, in its order, before all that is only like it."""
        keys = [
            key
            for reference in question.references
            if reference.article is not None
            for document in reference.documents
            if document in standing
            for key in self.corpus.articles.get((document, reference.article.label), ())
        ]
        return [Hit(self.corpus.passages[key], self._document(key), NAMED) for key in keys]

    def _nearest(self, question: Question, current: Set[str]) -> Scores:
        """The nearest passages the corpus knows, best first, at least POOL of them in force."""
        if self.dense is None or not self.dense.usable:
            return {}
        known = self.corpus.passages
        found = self.dense.search(
            question.text, POOL, lambda key: key in known and known[key].document in current
        )
        return {key: score for key, score in found if key in known}

    def _fused(self, lexical: Scores, dense: Scores) -> dict[str, float]:
        if not dense:
            return _scaled(lexical)
        left, right = _scaled(lexical), _scaled(dense)
        return {
            key: self._weights.lexical * left.get(key, 0.0)
            + self._weights.dense * right.get(key, 0.0)
            for key in left.keys() | right.keys()
        }

    def _handed_on(self, fused: Scores, standing: Set[str]) -> dict[str, float]:
        """A digest passage gives its score to the articles it names and steps back for them.

        Where no such article is among those standing, the digest stands for itself.
        """
        final = dict(fused)
        gained: dict[str, float] = {}
        for key in fused.keys() & self._pointers.keys():
            targets = [
                target
                for target in self._pointers[key]
                if self.corpus.passages[target].document in standing
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
        return sorted(weighed, key=lambda hit: (-hit.score, hit.passage.key))

    def _distinct(self, ranked: Iterable[Hit]) -> list[Hit]:
        best: dict[tuple[str, str], Hit] = {}
        for hit in ranked:
            best.setdefault(self._identity(hit), hit)
        return list(best.values())

    def _identity(self, hit: Hit) -> tuple[str, str]:
        """The same article of the same law, from whichever source, is one result."""
        if hit.passage.article is None:
            return hit.passage.document, str(hit.passage.ordinal)
        return self.corpus.names[hit.document.key], hit.passage.article


def _scaled(scores: Scores) -> dict[str, float]:
    """Min-max to 0…1; a single score, or all equal, becomes 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}
