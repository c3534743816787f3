"""What is measured of a question before the gate compares it with any bound."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.evidence import Sentence
from retrieval.exemplars import Leaning
from retrieval.question import Question
from retrieval.search import NAMED, Found, Hit


@dataclass(frozen=True, slots=True)
class Weighed:
    """``sentences`` are those of the best passages in force, ``old`` those not in force, each
    with what speaks most first; ``unknown`` is the share of the question that stands in no text;
    ``leaning`` is None while the examples are not embedded."""

    question: Question
    found: Found
    sentences: Sequence[Sentence]
    old: Sequence[Sentence]
    unknown: float
    leaning: Leaning | None

    @property
    def share(self) -> float:
        """The most that one sentence in force has of the question, 0…1."""
        return max((one.share for one in self.sentences), default=0.0)

    @property
    def similarity(self) -> float | None:
        """The best cosine among the passages in force; None without vectors."""
        return peak(self.found.hits)[1] or None

    @property
    def named(self) -> bool:
        """Whether an article that the question names was found in force."""
        return any(hit.score >= NAMED for hit in self.found.hits)


def peak(hits: Sequence[Hit]) -> tuple[float, float]:
    """The best BM25 and the best cosine among ``hits``."""
    return (
        max((hit.lexical or 0.0 for hit in hits), default=0.0),
        max((hit.dense or 0.0 for hit in hits), default=0.0),
    )
