"""How well a passage fits what a question names: factors on its fused score."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.documents import Document, Passage, Tier
from retrieval.question import Question

TIERS: Mapping[Tier, float] = {
    Tier.OFFICIAL: 1.0,
    Tier.DIGEST: 0.8,
    Tier.PRESS: 0.75,
    Tier.SELF_MEDIA: 0.6,
}
_PENALTY_CHAPTER = re.compile(r"法律责任|罚则")
_OUR_SUBJECT = re.compile(
    "慈善|捐赠|募捐|救助|志愿|基金会|社会团体|民办非企业|红十字|非政府组织|帮扶|对口支援"
)
_GENERAL_LAW = "民法典"
_SUBJECTS = (re.compile(r"企业|公司|国企|外资"), re.compile(r"个人|个税|自然人|工资"))


@dataclass(frozen=True, slots=True)
class Factors:
    """Set on the development questions in steps of a tenth; 1 is indifferent."""

    named_law: float = 1.5
    named_programme: float = 1.5
    own_region: float = 1.1
    other_region: float = 0.5
    definition: float = 1.6
    unasked_penalty: float = 0.8
    asked_penalty: float = 1.2
    other_subject: float = 0.6
    our_subject: float = 1.1
    general_law: float = 0.9
    law: float = 1.05
    yields: float = 0.8


class Fit:
    """Multiplies the factors that apply; each rule is one function of the question and either the
    document or the passage."""

    def __init__(self, factors: Factors | None = None) -> None:
        """Use ``factors``, by default those measured best."""
        self._factors = factors or Factors()
        self._of_document = (
            self._tier,
            self._law,
            self._programme,
            self._region,
            self._subject,
            self._speciality,
            self._precedence,
        )

    def on(self, question: Question) -> Callable[[Passage, Document], float]:
        """The product of all rules for one passage after another; 0 keeps a passage out of
        ``question`` altogether. What is of the document alone is asked once for each."""
        known: dict[str, float] = {}

        def factor(passage: Passage, document: Document) -> float:
            whole = known.get(document.key)
            if whole is None:
                rules = (rule(question, document) for rule in self._of_document)
                whole = known[document.key] = math.prod(rules)
            return whole * self._definition(question, passage) * self._chapter(question, passage)

        return factor

    def _tier(self, _question: Question, document: Document) -> float:
        return TIERS[document.tier]

    def _law(self, question: Question, document: Document) -> float:
        return self._factors.named_law if document.key in question.named_documents else 1.0

    def _programme(self, question: Question, document: Document) -> float:
        """A question about one Programme never sees the texts of another."""
        if document.programme is None or not question.programmes:
            return 1.0
        return self._factors.named_programme if document.programme in question.programmes else 0.0

    def _region(self, question: Question, document: Document) -> float:
        if document.region is None or document.programme is not None:
            return 1.0
        own = document.region in question.regions
        return self._factors.own_region if own else self._factors.other_region

    def _definition(self, question: Question, passage: Passage) -> float:
        """什么是慈善活动 is answered where the law says 本法所称慈善活动，是指."""
        if question.defines is None:
            return 1.0
        defined = re.search(
            rf"(所称|所指)的?{re.escape(question.defines)}[^。]{{0,12}}是指", passage.text
        )
        return self._factors.definition if defined else 1.0

    def _chapter(self, question: Question, passage: Passage) -> float:
        """Penalties repeat the words of every duty, and are rarely what is asked."""
        if not _is_on_penalties(passage.heading):
            return 1.0
        factors = self._factors
        return factors.asked_penalty if question.asks_penalty else factors.unasked_penalty

    def _subject(self, question: Question, document: Document) -> float:
        """A question about companies is not answered by the law on individuals, and back."""
        asks, has = _subjects(question.text), _subjects(document.title)
        return self._factors.other_subject if asks[0] != asks[1] and asks == has[::-1] else 1.0

    def _speciality(self, _question: Question, document: Document) -> float:
        """What is asked here is about aid and giving, and a special law precedes the general one
        (特别法优于一般法)."""
        if _OUR_SUBJECT.search(document.title):
            return self._factors.our_subject
        return self._factors.general_law if _GENERAL_LAW in document.title else 1.0

    def _precedence(self, _question: Question, document: Document) -> float:
        """A law precedes regulations (上位法优于下位法), and what has a successor yields to it."""
        yields = self._factors.yields if document.replaced_by else 1.0
        return yields * (self._factors.law if document.title.endswith("法") else 1.0)


@lru_cache(maxsize=4096)  # a law has some ten chapters
def _is_on_penalties(heading: tuple[str, ...]) -> bool:
    return bool(_PENALTY_CHAPTER.search(" ".join(heading)))


@lru_cache(maxsize=1024)  # one question is held against some hundred titles, many times over
def _subjects(text: str) -> tuple[bool, ...]:
    return tuple(bool(pattern.search(text)) for pattern in _SUBJECTS)
