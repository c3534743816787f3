"""Sources of equal standing that give different figures to one question, each with its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.documents import Document, Tier
from knowledge.figures import Figure, read_figures
from knowledge.titles import short_title
from retrieval import tokens
from retrieval.evidence import Evidence, Sentence
from retrieval.question import Question
from retrieval.search import Hit

_CLAUSE = re.compile(r"[^，,。；;：:\n]+")
_ASKS = re.compile(
    r"多[少久长大高]|几|比例|标准|额度|期限|时限|[上下]限|最[高低多少长]|至[少多]|起码|什么时候|何时|哪天"
    r"|超过|[低少高多]于|以[上下内]|[0-9%％]"
)
_FINE = "罚款"  # each law fines what it forbids: other sums for other acts are no difference

_FEWEST = 4  # pairs of characters: clauses of fewer words are alike by chance


@dataclass(frozen=True, slots=True)
class Bounds:
    """What makes two figures answers to one question; set on the development questions, where
    each difference shown was looked at."""

    share: float = 0.25  # of the question in each of the two sentences
    common: float = 0.6  # of what either sentence has of the question, that both have
    alike: float = 0.4  # of the words of the shorter clause, that stand in the other
    same: float = 0.8  # the same, where the two sentences name the matter in other words
    close: float = 0.8  # of the gain of the best sentence of its passage
    near: float = 0.4  # of the best score a hit must reach


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says: the clause ``said``, a part of a sentence, and the figures in it."""

    said: Sentence
    figures: tuple[Figure, ...]

    @property
    def hit(self) -> Hit:
        """Where it stands."""
        return self.said.hit


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence that speaks to the question, and its clauses with figures."""

    sentence: Sentence
    sides: tuple[Side, ...]


def differing(
    question: Question, hits: Sequence[Hit], evidence: Evidence, bounds: Bounds | None = None
) -> tuple[Side, ...]:
    """The sides, that of the best hit first; empty where nothing differs.

    Compared are texts for the same place and Programme. Official ones are not held against what
    the press says of them, nor a restatement against its own text.
    """
    limits = bounds or Bounds()
    if not _ASKS.search(question.text):
        return ()
    said = _said(question, hits, evidence, limits)
    if not said or said[0].sentence.hit is not hits[0]:
        return ()
    first, *others = said
    weights = evidence.weights(question.text)
    comparable = [
        (other, limits.alike if common >= limits.common else limits.same)
        for other in others
        if _comparable(first.sentence, other.sentence)
        for common in [_common(first.sentence, other.sentence, weights)]
    ]
    against = (_against(side, comparable) for side in first.sides)
    return next((sides for sides in against if len(sides) > 1), ())


def _said(
    question: Question, hits: Sequence[Hit], evidence: Evidence, limits: Bounds
) -> list[_Said]:
    return [
        _Said(one, sides)
        for hit in hits
        if hit.score >= limits.near * hits[0].score
        for one in _leading(evidence.sentences(question, [hit]), limits)
        if (sides := tuple(_sides(one)))
    ]


def _leading(sentences: Sequence[Sentence], limits: Bounds) -> list[Sentence]:
    """The sentences that speak most to the question, or nearly so."""
    return [
        one
        for one in sentences[:2]
        if one.share >= limits.share and one.gain >= limits.close * sentences[0].gain
    ]


def _sides(sentence: Sentence) -> Iterator[Side]:
    for found in _CLAUSE.finditer(sentence.text):
        figures = read_figures(found[0])
        if figures and _FINE not in found[0]:
            start, end = (sentence.start + at for at in found.span())
            yield Side(replace(sentence, text=found[0], start=start, end=end), figures)


def _against(side: Side, others: Sequence[tuple[_Said, float]]) -> tuple[Side, ...]:
    """``side``, and the clause most like it of each other document, where it is like enough and
    its figures differ."""
    sides = [side]
    for other, enough in others:
        like = max(other.sides, key=lambda one: _likeness(side, one))
        known = any(like.hit.document is one.hit.document for one in sides)
        if not known and _likeness(side, like) >= enough and _differ(side, like):
            sides.append(like)
    return tuple(sides)


def _comparable(one: Sentence, other: Sentence) -> bool:
    left, right = one.hit.document, other.hit.document
    return (
        left.key != right.key
        and left.programme == right.programme
        and (left.region == right.region or left.programme is not None)
        and _weighs_as_much(left.tier, right.tier)
        and not _builds_on(left, other.text, right)
        and not _builds_on(right, one.text, left)
    )


def _weighs_as_much(one: Tier, other: Tier) -> bool:
    """A text itself is not contradicted by an account; a restatement stands for its own text."""
    return Tier.OFFICIAL not in {one, other} or {one, other} <= {Tier.OFFICIAL, Tier.DIGEST}


def _builds_on(document: Document, sentence: str, other: Document) -> bool:
    """Whether ``other`` is a version or the implementation of ``document``, or its ``sentence``
    refers to it: 企业所得税法实施条例 adds to 企业所得税法."""
    title = short_title(document.title)
    return title in short_title(other.title) or title in sentence


def _common(one: Sentence, other: Sentence, weights: Mapping[str, float]) -> float:
    left, right = tokens.pairs(one.text), tokens.pairs(other.text)
    both = sum(w for term, w in weights.items() if term in left and term in right)
    either = sum(w for term, w in weights.items() if term in left or term in right)
    return both / either if either else 0.0


def _likeness(one: Side, other: Side) -> float:
    left, right = _words(one), _words(other)
    return len(left & right) / max(_FEWEST, min(len(left), len(right)))


def _words(side: Side) -> set[str]:
    words = side.said.text
    for figure in reversed(side.figures):
        words = f"{words[: figure.start]} {words[figure.end :]}"
    return tokens.pairs(words)


def _differ(one: Side, other: Side) -> bool:
    kinds = {figure.kind for figure in one.figures} & {figure.kind for figure in other.figures}
    return any(_apart(_values(one, kind), _values(other, kind)) for kind in kinds)


def _values(side: Side, kind: str) -> set[tuple[Decimal, str]]:
    return {(figure.value, figure.of) for figure in side.figures if figure.kind == kind}


def _apart(one: set[tuple[Decimal, str]], other: set[tuple[Decimal, str]]) -> bool:
    """No value is the same; or one is, word for word, and one side has another beside it."""
    same = {value for value, _ in one} & {value for value, _ in other}
    return not same or (one != other and any(whole for _, whole in one & other))
