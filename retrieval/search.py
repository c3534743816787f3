"""Hybrid search: lexical and dense scores fused over the passages in force on the day asked for."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from knowledge.documents import Document, Passage
from retrieval.corpus import Corpus
from retrieval.fit import Fit
from retrieval.fusion import Scores, Weights, fuse
from retrieval.lexical import LexicalIndex
from retrieval.pointers import pointers
from retrieval.question import Question
from retrieval.ranker.pool import Pool, pool_of
from retrieval.ranker.ranker import Ranker
from retrieval.sides import AskedBefore, NearestPassages
from retrieval.stages import Stage

FAINT = 0.1  # of 1: no factor of ``Fit`` lifts a passage from below this to the top
NAMED = 9.0  # score of an article the question names: above what any search can give
FEW = 30  # candidates among texts not in force: the best few are enough to tell of them
POOL = 200  # candidates taken from each side, as measured on the statute benchmark
FUSED = "fused"  # the score that the two sides give together


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. ``score`` ranks; ``lexical`` is BM25, ``dense`` the cosine similarity,
    ``None`` where that side did not find the passage. ``stages`` are the scores it had on its way,
    in their order, by names that a page may show."""

    passage: Passage
    document: Document
    score: float
    lexical: float | None = None
    dense: float | None = None
    stages: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: in force, and not in force, on ``as_of``; best first."""

    hits: Sequence[Hit]
    lapsed: Sequence[Hit]
    as_of: date


class Searcher:
    """Ranks the passages of one corpus. Without a usable dense side it ranks by words alone."""

    def __init__(
        self,
        corpus: Corpus,
        lexical: LexicalIndex,
        dense: NearestPassages | None = None,
        *,
        weights: Weights | None = None,
        fit: Fit | None = None,
        ranker: Ranker | None = None,
        asked: AskedBefore | None = None,
        without: Set[Stage] = frozenset(),
    ) -> None:
        """Search ``corpus`` through its indexes, leaving out the stages ``without``."""
        self.corpus = corpus
        self.lexical = lexical
        self.dense = dense
        self.asked = asked
        self._ranker = ranker
        self._without = without
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
        known = self.corpus.passages
        lexical = self._by_words(question, as_of, pool, in_force=in_force)
        dense = dict(
            islice(((k, s) for k, s in nearest.items() if known[k].document in standing), pool)
        )
        candidates = self._pool(lexical, dense)
        learned = self._learned(question, candidates)
        asked = scored = self._asked_before(question, learned, standing)
        if Stage.POINTERS not in self._without:
            scored = self._handed_on(scored, standing)
        stages = {
            FUSED: _by_key(candidates, candidates.fused),
            Stage.RANKER: learned,
            Stage.LAY: asked,
            Stage.POINTERS: scored,
        }
        hits = [
            Hit(
                known[key],
                self._document(key),
                score,
                lexical.get(key),
                dense.get(key),
                {str(name): each[key] for name, each in stages.items() if key in each},
            )
            for key, score in scored.items()
            if score >= FAINT and key in known
        ]
        return self._distinct([*self._named(question, standing), *self._ranked(question, hits)])

    def pool(self, question: Question, as_of: date) -> Pool:
        """The candidates in force on ``as_of`` as the ranker is given them, and learns from."""
        documents = self.corpus.documents
        current = {key for key, one in documents.items() if one.in_force(as_of)}
        nearest = self._nearest(question, current)
        standing = ((k, s) for k, s in nearest.items() if self._document(k).key in current)
        lexical = self._by_words(question, as_of, POOL, in_force=True)
        return self._pool(lexical, dict(islice(standing, POOL)))

    def _by_words(
        self, question: Question, as_of: date, pool: int, *, in_force: bool
    ) -> dict[str, float]:
        if Stage.WORDS in self._without:
            return {}
        said = replace(question, added=()) if Stage.SYNONYMS in self._without else question
        return dict(self.lexical.search(said.terms, as_of, pool, in_force=in_force))

    def _pool(self, lexical: Scores, dense: Scores) -> Pool:
        return pool_of(self.corpus, lexical, dense, fuse(lexical, dense, self._weights))

    def _learned(self, question: Question, pool: Pool) -> dict[str, float]:
        """The candidates by the learned order, or by fusion where nothing was learned."""
        if self._ranker is None or Stage.RANKER in self._without:
            scores = pool.fused
        else:
            scores = self._ranker.scores(question, pool, self.lexical)
        return _by_key(pool, scores)

    def _asked_before(
        self, question: Question, scores: Mapping[str, float], standing: Set[str]
    ) -> dict[str, float]:
        """More for passages that lay questions like this one lead to, among those standing."""
        final = dict(scores)
        if self.asked is None or Stage.LAY in self._without:
            return final
        for key, likeness in self.asked.alike(question).items():
            if key in self.corpus.passages and self.corpus.passages[key].document in standing:
                final[key] = final.get(key, 0.0) + self._weights.asked * likeness
        return final

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
        if self.dense is None or not self.dense.usable or Stage.DENSE in self._without:
            return {}
        known = self.corpus.passages
        found = self.dense.search(
            question.text, POOL, lambda key: key in known and known[key].document in current
        )
        return {key: score for key, score in found if key in known}

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
        if Stage.FIT in self._without:
            return sorted(hits, key=lambda hit: (-hit.score, hit.passage.key))
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


def _by_key(pool: Pool, scores: Iterable[float]) -> dict[str, float]:
    """``scores``, one for each passage of ``pool``, by the passage's key."""
    return {one.key: float(score) for one, score in zip(pool.passages, scores, strict=True)}
