"""What is known of one question while it passes the steps of an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.documents import Document
from retrieval.claim_lines import Listener
from retrieval.compose import NOTHING, Composed
from retrieval.question import Question
from retrieval.reply import Outcome
from retrieval.reviewed import Recalled
from retrieval.search import Found


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is known of one question so far; every step returns a new one, or the outcome."""

    asked: str
    as_of: date
    context: tuple[str, ...]
    question: Question
    found: Found
    listener: Listener
    composed: Composed = NOTHING
    lapsed: bool = False
    recalled: Recalled | None = None
    then: Document | None = None  # a text asked for as of a day past, on which it was in force


Step = Callable[[Inquiry], "Inquiry | Outcome"]


@dataclass(slots=True)
class Trace:
    """How far a question has come, for whoever explains it."""

    inquiry: Inquiry
    step: str = ""
