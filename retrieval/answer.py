"""An answer and its citations, as the command line, the chat and the API give them."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote as quoted

from knowledge.documents import Tier


class AnswerStatus(StrEnum):
    """The closed list of outcomes; each refusal has one fixed text in ``retrieval.texts``."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NO_SOURCE = "no_source"
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_FACTS = "needs_facts"
    PRIVATE = "private"
    EXPIRED = "expired"

    @property
    def declined(self) -> bool:
        """Whether the question was not answered from a source in force."""
        return self not in {AnswerStatus.ANSWERED, AnswerStatus.PARTIAL, AnswerStatus.NEEDS_FACTS}


class Mode(StrEnum):
    """What composed the answer."""

    EXTRACTIVE = "extractive"
    LLM = "llm"
    RULES = "rules"
    STAFF = "staff"  # written by staff, approved by a colleague


class Role(StrEnum):
    """What a quotation is there for."""

    ANSWER = "answer"
    CONFLICT = "conflict"  # one of several sources that differ; none of them is preferred
    REFERRED = "referred"  # a quoted sentence names this article
    LAPSED = "lapsed"  # not in force on the day asked for, told beside the answer


def passage_path(document: str, start: int, end: int) -> str:
    """Where the service shows ``document`` opened at ``text[start:end]``, which is marked."""
    return f"/policies/{quoted(document, safe='')}?start={start}&end={end}#passage"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quotation: ``quote`` is ``text[start:end]`` of the stored document."""

    document: str  # key
    title: str
    issuer: str | None
    number: str | None
    article: str | None
    quote: str
    start: int
    end: int
    tier: Tier
    effective_from: date | None
    effective_to: date | None
    score: float
    focus: tuple[int, int] | None = None  # the sentence in it that speaks most to the question
    role: Role = Role.ANSWER

    @property
    def path(self) -> str:
        """Where the service shows the document, opened at the sentence that speaks most."""
        return passage_path(self.document, *(self.focus or (self.start, self.end)))

    def to_json(self) -> dict[str, Any]:
        """As it is shown and kept; dates as ISO strings."""
        body = asdict(self)
        for name in ("effective_from", "effective_to"):
            body[name] = body[name].isoformat() if body[name] else None
        return body


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence phrased by a language model; it says no more than what it cites."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question. ``text`` is Chinese and complete without the citations."""

    status: AnswerStatus
    text: str
    citations: tuple[Citation, ...]
    as_of: date
    mode: Mode
    took_ms: float
    faq: int | None = None  # the number of the reviewed answer this is

    def to_json(self) -> dict[str, Any]:
        """The object printed by ``shanhai ask --json``; dates as ISO strings."""
        body = asdict(self)
        body["as_of"] = self.as_of.isoformat()
        body["citations"] = [citation.to_json() for citation in self.citations]
        if self.faq is None:
            del body["faq"]  # only an answer of staff has one
        return body
