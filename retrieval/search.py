"""Hybrid search: lexical and dense scores fused over the passages in force on the day asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from knowledge.documents import Document, Passage
from retrieval.corpus import Corpus
from retrieval.fit import Fit
from retrieval.fusion import Scores, Weights, fuse
from retrieval.lexical import LexicalIndex
from retrieval.pointers import handed_on, pointers
from retrieval.question import Question
from retrieval.ranker.pool import Pool, pool_of
from retrieval.ranker.ranker import Ranker
from retrieval.sides import AskedBefore, NearestPassages, Nearness
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


@dataclass(frozen=True, slots=True)
class _Among:
    """The documents that compete with each other: those in force on a day, or those not."""

    documents: Set[str]
    as_of: date
    in_force: bool

    @property
    def most(self) -> int:
        """How many candidates each kind of search may bring."""
        return POOL if self.in_force else FEW


@dataclass(frozen=True, slots=True)
class _Brought:
    """What is asked once for both sides: how near passages are, which are nearest, and which lay
    questions lead to."""

    near: Nearness | None
    nearest: Scores
    alike: Scores


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
        current, others = self._sides(as_of)
        near, nearest = self._nearest(question, current)
        brought = _Brought(near, nearest, self._alike(question))
        return Found(
            list(islice(self._hits(question, current, brought), limit)),
            list(islice(self._hits(question, others, brought), limit)),
            as_of,
        )

    def pool(self, question: Question, as_of: date) -> Pool:
        """The candidates in force on ``as_of`` as the ranker is given them, and learns from."""
        current, _ = self._sides(as_of)
        near, nearest = self._nearest(question, current)
        return self._pool(
            self._by_words(question, current), self._by_meaning(nearest, current), near
        )

    def _sides(self, as_of: date) -> tuple[_Among, _Among]:
        """What is in force on ``as_of``, and what is not."""
        documents = self.corpus.documents
        current = {key for key, one in documents.items() if one.in_force(as_of)}
        others = documents.keys() - current
        return _Among(current, as_of, in_force=True), _Among(others, as_of, in_force=False)

    def _hits(self, question: Question, among: _Among, brought: _Brought) -> Iterator[Hit]:
        """All hits ``among`` those documents, best first."""
        lexical = self._by_words(question, among)
        candidates = self._pool(lexical, self._by_meaning(brought.nearest, among), brought.near)
        dense = candidates.by_key(candidates.dense)
        learned = self._learned(question, candidates, among)
        asked = scored = self._asked_before(brought.alike, learned, among)
        if Stage.POINTERS not in self._without:
            share = self._weights.pointed
            scored = handed_on(asked, self._pointers, share, lambda key: self._is_of(key, among))
        stages = {
            FUSED: candidates.by_key(candidates.fused),
            Stage.RANKER: learned,
            Stage.LAY: asked,
            Stage.POINTERS: scored,
        }
        named = dict.fromkeys(self._named(question, among))
        ranked = self._ranked(question, scored)
        for key in self._distinct((*named, *ranked)):
            passage, document = self.corpus.passages[key], self._document(key)
            if key in named:
                yield Hit(passage, document, NAMED)
            else:
                had = {str(name): each[key] for name, each in stages.items() if key in each}
                cosine = dense.get(key)
                yield Hit(passage, document, ranked[key], lexical.get(key), cosine, had)

    def _is_of(self, key: str, among: _Among) -> bool:
        passage = self.corpus.passages.get(key)
        return passage is not None and passage.document in among.documents

    def _by_meaning(self, nearest: Scores, among: _Among) -> dict[str, float]:
        near = ((key, score) for key, score in nearest.items() if self._is_of(key, among))
        return dict(islice(near, among.most))

    def _by_words(self, question: Question, among: _Among) -> dict[str, float]:
        if Stage.WORDS in self._without:
            return {}
        said = replace(question, added=()) if Stage.SYNONYMS in self._without else question
        return dict(
            self.lexical.search(said.terms, among.as_of, among.most, in_force=among.in_force)
        )

    def _pool(self, lexical: Scores, nearest: Scores, near: Nearness | None) -> Pool:
        fused = fuse(lexical, nearest, self._weights)
        return pool_of(self.corpus, lexical, nearest, fused, near)

    def _learned(self, question: Question, pool: Pool, among: _Among) -> dict[str, float]:
        """The candidates by the learned order; by fusion where nothing was learned, and among
        texts not in force, of which so few are shown that the order is not worth its time."""
        if self._ranker is None or Stage.RANKER in self._without or not among.in_force:
            scores = pool.fused
        else:
            scores = self._ranker.scores(question, pool, self.lexical)
        return pool.by_key(scores)

    def _alike(self, question: Question) -> Scores:
        """What lay questions like this one lead to, and how like they are."""
        if self.asked is None or Stage.LAY in self._without:
            return {}
        return self.asked.alike(question)

    def _asked_before(
        self, alike: Scores, scores: Mapping[str, float], among: _Among
    ) -> dict[str, float]:
        """More for passages that lay questions lead to, among those standing."""
        final = dict(scores)
        for key, likeness in alike.items():
            if self._is_of(key, among):
                final[key] = final.get(key, 0.0) + self._weights.asked * likeness
        return final

    def _named(self, question: Question, among: _Among) -> Iterator[str]:
        """The articles the question names, in its order, before all that is only like it."""
        for reference in question.references:
            if reference.article is not None:
                for document in filter(among.documents.__contains__, reference.documents):
                    yield from self.corpus.articles.get((document, reference.article.label), ())

    def _nearest(self, question: Question, current: _Among) -> tuple[Nearness | None, Scores]:
        """The nearest passages the corpus knows, best first, at least POOL of them in force."""
        if self.dense is None or not self.dense.usable or Stage.DENSE in self._without:
            return None, {}
        near = self.dense.nearness(question.text)
        if Stage.ADAPTER in self._without:
            near = near.as_they_are()
        found = near.best(POOL, lambda key: self._is_of(key, current))
        return near, {key: score for key, score in found.items() if key in self.corpus.passages}

    def _document(self, passage: str) -> Document:
        return self.corpus.documents[self.corpus.passages[passage].document]

    def _ranked(self, question: Question, scored: Scores) -> dict[str, float]:
        """The scores that are not faint, by how well each passage fits; best first."""
        known = self.corpus.passages
        clear = ((key, score) for key, score in scored.items() if score >= FAINT and key in known)
        if Stage.FIT not in self._without:
            factor = self._fit.on(question)
            weighed = (
                (key, score * factor(known[key], self._document(key))) for key, score in clear
            )
            clear = ((key, score) for key, score in weighed if score > 0)
        return dict(sorted(clear, key=lambda item: (-item[1], item[0])))

    def _distinct(self, keys: Iterable[str]) -> Iterator[str]:
        """The first passage of each article."""
        seen: set[tuple[str, str]] = set()
        for key in keys:
            identity = self._identity(self.corpus.passages[key])
            if identity not in seen:
                seen.add(identity)
                yield key

    def _identity(self, passage: Passage) -> tuple[str, str]:
        """The same article of the same law, from whichever source, is one result."""
        if passage.article is None:
            return passage.document, str(passage.ordinal)
        return self.corpus.names[passage.document], passage.article
