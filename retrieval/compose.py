"""What stands between the gate and the reply: passages in, quotations and phrased claims out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from retrieval.answer import Citation, Claim, Mode
from retrieval.asked import Asked
from retrieval.claim_lines import Listener
from retrieval.evidence import Evidence
from retrieval.extractive import chosen, quotation
from retrieval.leading import Span, leading
from retrieval.question import Question
from retrieval.search import Hit


@dataclass(frozen=True, slots=True)
class Material:
    """What may be composed from: passages in force that passed the gate, best first.
    ``state`` is the fingerprint of the library they come from."""

    question: Question
    as_of: date
    hits: tuple[Hit, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Composed:
    """The quotations of a reply, and what a model said of them; ``mode`` tells who composed.
    Without claims a reply begins with what is ``said`` at those places of the first quotation's
    document."""

    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...] = ()
    mode: Mode = Mode.EXTRACTIVE
    said: tuple[Span, ...] = ()


NOTHING = Composed(())

Attempt = Callable[[Material, Listener], Composed | None]
"""Makes a reply's parts out of material, or gives up with ``None``."""


class Composer(Protocol):
    """Makes a reply's parts out of material, always."""

    def compose(self, material: Material, listener: Listener) -> Composed:
        """The parts; ``listener`` hears the claims among them early."""


class Extractive:
    """Quotes what speaks most to the question."""

    def __init__(self, evidence: Evidence, asked: Asked) -> None:
        """Weigh sentences by ``evidence``; those with a fact that is ``asked`` come first."""
        self._evidence = evidence
        self._asked = asked

    def compose(self, material: Material, listener: Listener) -> Composed:
        """See ``Composer.compose``."""
        del listener  # nothing is phrased
        question, hits = material.question, chosen(material.hits)
        return Composed(
            tuple(quotation(question, hit, self._evidence, self._asked) for hit in hits),
            said=leading(question, hits[0], self._evidence, self._asked),
        )


class Fallback:
    """Tries ``first``; where that gives up, ``last`` composes."""

    def __init__(self, first: Attempt, last: Composer) -> None:
        """Put ``first`` before ``last``."""
        self._first = first
        self._last = last

    def compose(self, material: Material, listener: Listener) -> Composed:
        """See ``Composer.compose``."""
        return self._first(material, listener) or self._last.compose(material, listener)
