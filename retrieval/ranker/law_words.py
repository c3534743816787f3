"""Words of law for words of lay people, counted in questions and the articles that answer them."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from retrieval import tokens

_SEEN = 3  # questions in which two pairs must have met
_ANSWERS = 2  # different answers in which they must: one article alone proves nothing
_KEPT = 5  # words of law for each word said
_LIFT = 3.0  # times as often together as chance would have it
_MOST = 40  # words of law for one question
_CALM = 4.0  # questions a word must be imagined in beside those seen: rare meetings count less

Pair = tuple[str, str]


def learn_law_words(
    pairs: Iterable[tuple[str, str]],
) -> Mapping[str, Mapping[str, float]]:
    """``pairs`` are questions and articles that answer them; a word said maps to words of law,
    each with the share of the questions with the one whose answer has the other, held back where
    little was seen.

    Words common to most answers are no translation of anything: ``_LIFT`` keeps them out.
    """
    said_in: Counter[str] = Counter()
    law_in: Counter[str] = Counter()
    together: Counter[Pair] = Counter()
    answers: dict[Pair, set[str]] = defaultdict(set)
    total = 0
    for question, article in pairs:
        total += 1
        said = tokens.pairs(question)
        law = tokens.pairs(article) - said
        said_in.update(said)
        law_in.update(law)
        for one in said:
            for other in law:
                together[one, other] += 1
                if len(answers[one, other]) < _ANSWERS:
                    answers[one, other].add(article)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), count in together.items():
        lift = count * total / (said_in[one] * law_in[other])
        if count >= _SEEN and len(answers[one, other]) >= _ANSWERS and lift >= _LIFT:
            worth = count / (said_in[one] + _CALM) * math.log(lift)
            found[one][other] = worth
    return {one: _strongest(words) for one, words in sorted(found.items())}


def _strongest(words: Mapping[str, float]) -> dict[str, float]:
    best = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:_KEPT]
    return {word: round(weight, 3) for word, weight in best}


def law_words_for(table: Mapping[str, Mapping[str, float]], text: str) -> dict[str, float]:
    """The words of law in ``table`` for the pairs of ``text`` that are not in it, and how much
    each is worth, the strongest ``_MOST``."""
    found: dict[str, float] = {}
    for said in tokens.pairs(text):
        for word, worth in table.get(said, {}).items():
            if word not in text:
                found[word] = found.get(word, 0.0) + worth
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST])
