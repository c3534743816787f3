"""Answers staff wrote and a colleague approved (审定解答): found by the likeness of questions.

They come after what is refused and after the rules engine. One whose question is nearly the one
asked is given before the texts are searched; a less close one only where no text in force answers,
so that it never stands in the place of a quotation that does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np

from api.clock import SHANGHAI
from api.domain.faq import FaqSource, FaqVersion
from knowledge.documents import Document
from retrieval import texts
from retrieval.answer import Answer, AnswerStatus, Citation, Mode
from retrieval.embeddings import AsQuestions, PassageEmbedder, Vectors, VectorStore
from retrieval.evidence import Evidence
from retrieval.likeness import Likeness, parameters
from retrieval.question import Question, Reader
from retrieval.relative_dates import absolute

_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CLOSER_LOOK = 4  # phrasings compared in full, each about 10 ms


class Shelf(Protocol):
    """Where approved answers are kept; ``api.store.reviewed`` is the real one."""

    def stamp(self) -> int:
        """Changes whenever ``approved`` may."""

    def approved(self) -> tuple[FaqVersion, ...]:
        """Every approved version, whatever its dates."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """An answer that may fit: ``asked`` is the phrasing that is nearest, ``sureness`` 0…1."""

    faq: FaqVersion
    asked: str
    citations: tuple[Citation, ...]
    sureness: float


@dataclass(frozen=True, slots=True)
class Bands:
    """From which sureness on an answer is given: ``sure`` before any search, ``near`` where no
    text answers; from ``maybe`` on its question is shown as a near one."""

    sure: float
    near: float
    maybe: float


@dataclass(frozen=True, slots=True)
class _Phrasing:
    faq: FaqVersion
    said: str
    question: Question


class Reviewed:
    """Looks through the approved answers."""

    def __init__(
        self,
        shelf: Shelf,
        reader: Reader,
        evidence: Evidence,
        model: PassageEmbedder | None,
        kept: Path,
    ) -> None:
        """The file ``kept`` has the vectors of phrasings once computed."""
        self._shelf = shelf
        self._reader = reader
        self._likeness = Likeness(model, evidence.content)
        self._model = model
        self._store = VectorStore(kept, AsQuestions(model)) if model else None
        self._loaded: tuple[int, tuple[_Phrasing, ...], Vectors | None] = (-1, (), None)
        self.bands = Bands(**parameters()["bands"])

    def best(
        self, question: Question, day: date, documents: Mapping[str, Document]
    ) -> Recalled | None:
        """The answer most likely meant, valid and with its quotations in force on ``day``."""
        phrasings, vectors = self._current()
        found: Recalled | None = None
        for row in self._nearest(question, vectors, len(phrasings)):
            one = phrasings[row]
            citations = standing(one.faq, day, documents)
            if citations is None or _differ(one.question, question):
                continue
            sureness = self._likeness.score(one.question.text, question.text)
            if sureness >= max(self.bands.maybe, found.sureness if found else 0.0):
                found = Recalled(one.faq, one.said, citations, sureness)
        return found

    def _current(self) -> tuple[tuple[_Phrasing, ...], Vectors | None]:
        stamp = self._shelf.stamp()
        if stamp != self._loaded[0]:
            phrasings = tuple(
                _Phrasing(faq, said, self._reader.read(absolute(said, _written(faq))))
                for faq in self._shelf.approved()
                for said in faq.body.questions
            )
            self._loaded = (stamp, phrasings, self._vectors(phrasings))
        return self._loaded[1:]

    def _vectors(self, phrasings: tuple[_Phrasing, ...]) -> Vectors | None:
        if self._store is None or not phrasings:
            return None
        return np.stack(self._store.embed([one.question.text for one in phrasings]))

    def _nearest(self, question: Question, vectors: Vectors | None, count: int) -> list[int]:
        """The rows worth a closer look; without vectors all of them, since words cost nothing."""
        if vectors is None or self._model is None:
            return list(range(count))
        cosines = vectors @ np.asarray(self._model.embed_query(question.text), np.float32)
        best = np.argsort(-cosines)[:_CLOSER_LOOK].tolist()
        return [n for n in best if self._likeness.bound(float(cosines[n])) >= self.bands.maybe]


def over(
    shelf: Shelf | None,
    reader: Reader,
    evidence: Evidence,
    model: PassageEmbedder | None,
    kept: Path,
) -> Reviewed | None:
    """``Reviewed`` over ``shelf``, where there is one."""
    return Reviewed(shelf, reader, evidence, model, kept) if shelf else None


def answer_of(recalled: Recalled, as_of: date) -> Answer:
    """What staff wrote and a colleague approved, with its quotations. Its words are theirs, so its
    figures were checked when it was written, not here; its quotations stand in texts in force."""
    faq = recalled.faq
    approved = (faq.reviewed_at or faq.written_at).astimezone(SHANGHAI).date()
    lines = [texts.reviewed(approved, faq.body.valid_to, recalled.asked), faq.body.answer]
    for citation in recalled.citations:
        lines += [f"“{citation.quote}”", texts.attribution(citation)]
    lines.append(texts.CLOSING[Mode.STAFF] if recalled.citations else texts.CLOSING_WITHOUT_TEXT)
    return Answer(
        status=AnswerStatus.ANSWERED,
        text="\n".join(lines),
        citations=recalled.citations,
        as_of=as_of,
        mode=Mode.STAFF,
        took_ms=0.0,
        faq=faq.number,
    )


def standing(
    faq: FaqVersion, day: date, documents: Mapping[str, Document]
) -> tuple[Citation, ...] | None:
    """The quotations of an answer on ``day``; ``None`` when it may not be used then: out of its
    time, or a quotation no longer stands in a document in force."""
    if not faq.body.valid_on(day):
        return None
    placed = [cited(one, day, documents.get(one.document)) for one in faq.body.sources]
    found = tuple(one for one in placed if one is not None)
    return found if len(found) == len(placed) else None


def cited(source: FaqSource, day: date, document: Document | None) -> Citation | None:
    """The quotation as it stands in ``document``, which may have moved it; ``None`` when it does
    not, or when the document is not in force on ``day``."""
    if document is None or not document.in_force(day) or not source.quote:
        return None
    start = source.start
    if document.text[start : source.end] != source.quote:
        start = document.text.find(source.quote)
    if start < 0:
        return None
    return Citation(
        document=document.key,
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        article=source.article,
        quote=source.quote,
        start=start,
        end=start + len(source.quote),
        tier=document.tier,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        score=1.0,
    )


def _written(faq: FaqVersion) -> date:
    """The day on which 今年 was this year."""
    return faq.written_at.astimezone(SHANGHAI).date()


def _differ(one: Question, other: Question) -> bool:
    """Whether the two name different places, programmes, articles or figures."""
    return any(
        left and right and not left & right
        for left, right in zip(_named(one), _named(other), strict=True)
    )


def _named(question: Question) -> tuple[frozenset[str], ...]:
    return (
        question.places,
        question.programmes,
        frozenset(f"{one.title}{one.article or ''}" for one in question.references),
        frozenset(_FIGURE.findall(question.text)),
    )
