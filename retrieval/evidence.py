"""Which sentence of what was found speaks to the question, and how much of the question it has."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval import tokens
from retrieval.lexical import LexicalIndex
from retrieval.question import Question
from retrieval.search import Hit

_SENTENCE = re.compile(r"[^。；;？?！!\n]+[。；;？?！!]?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``hit.document.text[start:end] == text``. ``gain`` adds up the weights of the question's
    terms that stand in it; ``share`` is their part of the question, 0…1, in the words of the
    question or of the law, whichever is greater."""

    hit: Hit
    text: str
    start: int
    end: int
    gain: float
    share: float


class Evidence:
    """Weighs sentences by the rarity of the question's terms in the index."""

    def __init__(
        self,
        lexical: LexicalIndex,
        question_words: Iterable[str],
        whole_words: Iterable[str] = (),
    ) -> None:
        """``question_words`` carry no content and are taken out of questions, except where they
        are part of one of ``whole_words``."""
        self._lexical = lexical
        self._whole = frozenset(whole_words)
        longest_first = sorted({*question_words, *self._whole}, key=len, reverse=True)
        self._empty = re.compile("|".join(map(re.escape, longest_first)))
        # One question is weighed again for each passage that is looked at.
        self._kept_weights = lru_cache(maxsize=64)(self._weights)

    def weights(self, text: str) -> Mapping[str, float]:
        """The content pairs of ``text`` and their inverse document frequency."""
        return self._kept_weights(text)

    def _weights(self, text: str) -> Mapping[str, float]:
        total = self._lexical.passages
        return {term: self._rarity(term, total) for term in tokens.pairs(self.content(text))}

    def content(self, text: str) -> str:
        """``text`` with a blank for each word that carries no content in a question."""
        return self._empty.sub(self._kept, text)

    def _kept(self, found: re.Match[str]) -> str:
        return found[0] if found[0] in self._whole else " "

    def unknown(self, question: Question) -> float:
        """The share of the question's content that stands nowhere in the library, 0…1; a word
        with a translation into words of law is not unknown."""
        own = self.weights(question.text)
        translated = {term for one in question.added for term in tokens.pairs(one.said)}
        missing = sum(
            weight
            for term, weight in own.items()
            if term not in translated and not self._lexical.frequency(term)
        )
        return missing / (sum(own.values()) or 1.0)

    def sentences(self, question: Question, hits: Sequence[Hit]) -> list[Sentence]:
        """All sentences of ``hits``, those that speak most to the question first."""
        own = self.weights(question.text)
        wide = self._wide(question, own)
        found = [
            _weighed(hit, match, own, wide)
            for hit in hits
            for match in _SENTENCE.finditer(hit.passage.text)
        ]
        return sorted(found, key=lambda one: -one.gain)

    def _wide(self, question: Question, own: Mapping[str, float]) -> dict[str, float]:
        """The weights of what was said, and less for what was added to it."""
        wide = dict(own)
        for translation in question.added:
            counts = translation.terms
            for term, weight in self.weights("\n".join(translation.meant)).items():
                wide[term] = max(wide.get(term, 0.0), min(1.0, counts.get(term, 0.0)) * weight)
        return wide

    def _rarity(self, term: str, total: int) -> float:
        frequency = self._lexical.frequency(term)
        return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _weighed(
    hit: Hit, match: re.Match[str], own: Mapping[str, float], wide: Mapping[str, float]
) -> Sentence:
    # The heading says what the sentence is about, so its words count for it.
    there = tokens.standing(wide, "\n".join((*hit.passage.heading, match[0])))
    begin = hit.passage.start
    return Sentence(
        hit=hit,
        text=match[0],
        start=begin + match.start(),
        end=begin + match.end(),
        gain=sum(weight for term, weight in wide.items() if term in there),
        share=max(_share(own, there), _share(wide, there)),
    )


def _share(weights: Mapping[str, float], there: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in there) / (total or 1.0)
