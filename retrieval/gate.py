"""Decides whether a question may be answered from what was found; below the gate nothing is."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.unheld import numbers_in
from retrieval.evidence import Evidence, Sentence
from retrieval.exemplars import Exemplars
from retrieval.explained import Measure
from retrieval.facts_asked import FactsAsked
from retrieval.question import Question
from retrieval.reasons import Reason, refusals
from retrieval.search import NAMED, Found
from retrieval.thresholds import Thresholds, chosen
from retrieval.weighed import Weighed, peak

_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_NEAR = 5  # passages that are looked at


class Gate:
    """Closed patterns before the search; after it, whether the evidence is of the kind asked."""

    def __init__(
        self, table: Mapping[str, Any], evidence: Evidence, thresholds: Thresholds | None = None
    ) -> None:
        """Compile ``table`` (see ``scope``); the thresholds are those calibrated, if not given."""
        self._refusals = refusals(table)
        self._facts = FactsAsked(table)
        self._current = re.compile(table["current"])
        self._evidence = evidence
        self._thresholds = thresholds or chosen()
        self.exemplars: Exemplars | None = None  # joins when its examples are embedded

    def before(self, question: Question) -> Reason | None:
        """What needs no search to be declined."""
        for reason, pattern in self._refusals.items():
            if pattern.search(question.text):
                return reason
        return None

    def after(self, question: Question, found: Found) -> Reason | None:
        """What the search did not bring."""
        return self.judge(self.weigh(question, found), self._thresholds)

    def weigh(self, question: Question, found: Found) -> Weighed:
        """All that is measured, before any bound."""
        return Weighed(
            question,
            found,
            self._evidence.sentences(question, found.hits[:_NEAR]),
            self._evidence.sentences(question, found.lapsed),
            self._evidence.unknown(question),
            self.exemplars.leaning(question.text) if self.exemplars else None,
        )

    def judge(self, weighed: Weighed, bounds: Thresholds) -> Reason | None:
        """The first reason to decline what was weighed."""
        checks = (
            _is_missing_document(weighed),
            _is_missing_article(weighed),
            self._is_lapsed(weighed, bounds),
            _leans(weighed, bounds),
            None if weighed.found.hits else Reason.NO_SOURCE,
            self._facts.local(weighed.question, weighed.sentences),
            _is_unknown(weighed, bounds),
            self._facts.missing(weighed, bounds),
        )
        return next((reason for reason in checks if reason), None)

    def measures(self, question: Question, found: Found) -> Mapping[str, Measure]:
        """What ``after`` weighs, by the names of ``Thresholds``, to explain a decision."""
        bounds, weighed = self._thresholds, self.weigh(question, found)
        by_words = weighed.similarity is None
        old, new = peak(found.lapsed)[0], peak(found.hits)[0]
        return {
            "share": Measure(weighed.share, bounds.share),
            "unknown": Measure(
                weighed.unknown, bounds.unknown_by_words if by_words else bounds.unknown
            ),
            "similarity": Measure(weighed.similarity, bounds.similarity),
            "leaning": Measure(weighed.leaning.lead if weighed.leaning else None, bounds.leaning),
            "lapsed_lead": Measure(old / new if old and new else None, bounds.lapsed_lead),
        }

    def lapsed_leads(self, found: Found) -> bool:
        """Whether what speaks most to the question is not in force."""
        return _lapsed_leads(found, self._thresholds)

    def lapsed_beside(self, found: Found) -> bool:
        """Whether a text that ended without a successor is worth telling beside the answer."""
        return self.lapsed_leads(found) and found.lapsed[0].document.replaced_by is None

    def _is_lapsed(self, weighed: Weighed, bounds: Thresholds) -> Reason | None:
        """A text not in force speaks to the question, and it is asked about now or nothing in
        force does; else what is in force is quoted, and the other beside it."""
        if not _lapsed_leads(weighed.found, bounds):
            return None
        about_now = self._about_now(weighed.question, weighed.found.as_of)
        stands_alone = not _speaks(weighed.sentences, bounds) or about_now
        return Reason.LAPSED if _speaks(weighed.old, bounds) and stands_alone else None

    def _about_now(self, question: Question, as_of: date) -> bool:
        years = [int(year) for year in _YEAR.findall(question.text)]
        return bool(self._current.search(question.text)) or any(y >= as_of.year for y in years)


def _lapsed_leads(found: Found, bounds: Thresholds) -> bool:
    if not found.lapsed:
        return False
    if not found.hits:
        return True
    old, new = peak(found.lapsed), peak(found.hits)
    return old[0] >= bounds.lapsed_lead * new[0] and old[1] >= new[1]


def _speaks(sentences: Sequence[Sentence], bounds: Thresholds) -> bool:
    return bool(sentences) and sentences[0].share >= bounds.share


def _is_missing_document(weighed: Weighed) -> Reason | None:
    """Texts are named, none of them is held, and what was found does not speak of them."""
    question = weighed.question
    named = question.unheld_titles or question.unheld_numbers
    if not named or question.named_documents:
        return None
    near = "".join(hit.passage.text for hit in weighed.found.hits[:_NEAR])
    numbers = numbers_in(near) if question.unheld_numbers else ()
    spoken_of = any(title in near for title in question.unheld_titles) or any(
        number.same_as(other) for number in question.unheld_numbers for other in numbers
    )
    return None if spoken_of else Reason.NO_SUCH_DOCUMENT


def _is_missing_article(weighed: Weighed) -> Reason | None:
    """Articles are asked for by number, and the library holds none of them."""
    if weighed.named or not any(one.article for one in weighed.question.references):
        return None
    lapsed = any(hit.score >= NAMED for hit in weighed.found.lapsed)
    return Reason.LAPSED if lapsed else Reason.NO_SUCH_ARTICLE


def _leans(weighed: Weighed, bounds: Thresholds) -> Reason | None:
    """The question is like those no text answers, and no sentence has its words."""
    leaning = weighed.leaning
    literal = bool(weighed.sentences) and weighed.sentences[0].share >= bounds.literal
    if leaning is None or literal or weighed.question.references:
        return None
    return leaning.reason if leaning.lead >= bounds.leaning else None


def _is_unknown(weighed: Weighed, bounds: Thresholds) -> Reason | None:
    """Most of the question is in no text at all, and its meaning is near none either."""
    similarity = weighed.similarity
    if similarity is None:
        far = weighed.unknown >= bounds.unknown_by_words
    else:
        far = weighed.unknown >= bounds.unknown and similarity < bounds.similarity
    return Reason.NO_SOURCE if far or weighed.unknown == 1.0 else None
