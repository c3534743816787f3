"""Whether the kind of fact that is asked for stands in what was found: sums, days, local rules."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.asked import Asked
from retrieval.evidence import Sentence
from retrieval.question import Question
from retrieval.reasons import Reason
from retrieval.thresholds import Thresholds
from retrieval.weighed import Weighed

_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_RELATIVE = (("去年", -1), ("今年", 0), ("明年", 1), ("后年", 2))
_FINE = re.compile(r"[0-9一二三四五六七八九十百]\s*(?:万|千|百)?元[^。]{0,12}罚款|倍[^。]{0,8}罚款")
_FIRST = 4  # sentences that may hold a fact of which every word counts


class FactsAsked:
    """Checks over the patterns of ``scope.yaml``; each gives the reason to decline, or None."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Compile ``table``."""
        self._asked = Asked(table["asks"])
        self._benefit = re.compile(table["benefit"])
        self._benefit_plain = re.compile(table["benefit_plain"])
        self._residents = re.compile(table["residents"])
        self._local = re.compile(table["local"])
        self._gap = re.compile(table["gap"])

    def missing(self, weighed: Weighed, bounds: Thresholds) -> Reason | None:
        """The first reason found."""
        question, sentences = weighed.question, weighed.sentences
        checks = (
            self._is_unnamed_benefit(weighed),
            self._is_other_year(weighed, bounds),
            self._is_gap(question, sentences),
            self._is_other_kind(weighed, bounds),
        )
        return next((reason for reason in checks if reason), None)

    def local(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """Local facts are asked for, and what answers best is not a text of that place."""
        fact = self._local.search(question.text) or self._asked.kinds(question)
        asked = question.places and fact
        if not asked and not self._residents.search(question.text):
            return None
        document = sentences[0].hit.document if sentences else None
        if document is not None and (document.region in question.regions or document.programme):
            return None
        return Reason.NO_LOCAL_SOURCE

    def _is_unnamed_benefit(self, weighed: Weighed) -> Reason | None:
        """A benefit is asked for by name, and nothing found has that name."""
        named = self._benefit.search(weighed.question.text)
        if named is None or self._benefit_plain.search(named[1]):
            return None
        near = "".join(hit.passage.text for hit in weighed.found.hits[:5])
        return None if named[0] in near else Reason.NO_SOURCE

    def _is_other_year(self, weighed: Weighed, bounds: Thresholds) -> Reason | None:
        """Facts of one year are asked, and no source found speaks of that year."""
        question = weighed.question
        years = _YEAR.findall(question.text)
        day = weighed.found.as_of
        years += [str(day.year + n) for word, n in _RELATIVE if word in question.text]
        if "会" in question.text and any(int(year) > day.year for year in years):
            return Reason.PREDICTION
        if not years or not (self._local.search(question.text) or self._asked.kinds(question)):
            return None
        near = "".join(
            f"{one.hit.document.title}{one.text}"
            for one in weighed.sentences
            if one.share >= bounds.share and not self._gap.search(one.text)
        )
        return None if all(year in near for year in years) else Reason.NO_SUCH_FACT

    def _is_gap(self, question: Question, sentences: Sequence[Sentence]) -> Reason | None:
        """The sentence that answers best says that the fact was never published."""
        if self._asked.kinds(question) and sentences and self._gap.search(sentences[0].text):
            return Reason.NOT_PUBLISHED
        return None

    def _is_other_kind(self, weighed: Weighed, bounds: Thresholds) -> Reason | None:
        """An amount, a date or a number is asked, and the best sentences hold none."""
        sentences = weighed.sentences
        if weighed.question.asks_penalty and any(_FINE.search(one.text) for one in sentences):
            return None
        for kind in self._asked.asked(weighed.question):
            holds = (
                kind.answer.search(one.text) and (kind.anywhere or one.share >= bounds.share)
                for one in (sentences if kind.anywhere else sentences[:_FIRST])
            )
            if not any(holds):
                return Reason.NO_SUCH_FACT
        return None
