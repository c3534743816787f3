"""A small log-linear model of what a first message wants: character n-grams beside the patterns.

Patterns are sure where they fit and silent where they do not; the n-grams of a few hundred
sentences carry over to wordings nobody wrote a pattern for. ``wish_training`` made the weights.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WEIGHTS = "wish_weights.json"
RULE_SCALE = 4.0  # a weight of the patterns that nearly decides counts about as much as the text
TEXT_SCALE = 2.0  # length of the vector of a message's n-grams, whatever the length of the message
LENGTHS = (1, 2, 3)
_MARKS = re.compile(r"[\s,。!！?？，、;；:：]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class WishModel:
    """``weights[feature][class]``; features are n-grams, and ``rule:NAME`` for the patterns."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def likeliest(self, text: str, rules: Mapping[str, float]) -> tuple[str, float]:
        """The class of ``text`` (normalised) and its probability; ``rules`` are the sums of the
        pattern weights by class. Of a text without one known pair of characters it is 0."""
        scores = list(self.bias)
        present = features(text, rules, self.weights)
        if not rules and all(len(feature.strip("^|$")) < 2 for feature in present):
            return self.classes[0], 0.0
        for feature, value in present.items():
            for at, weight in enumerate(self.weights[feature]):
                scores[at] += value * weight
        highest = max(scores)
        parts = [math.exp(score - highest) for score in scores]
        best = parts.index(max(parts))
        return self.classes[best], parts[best] / sum(parts)


def grams(text: str) -> frozenset[str]:
    """The character n-grams of ``text`` (normalised), its ends marked, numbers made one digit."""
    marked = "^" + _DIGITS.sub("0", _MARKS.sub("|", text.lower())) + "$"
    return frozenset(marked[at : at + n] for n in LENGTHS for at in range(len(marked) - n + 1))


def features(
    text: str, rules: Mapping[str, float], known: Mapping[str, object]
) -> dict[str, float]:
    """The values of the features ``known`` to a model."""
    present = [gram for gram in grams(text) if gram in known]
    size = TEXT_SCALE / math.sqrt(len(present)) if present else 0.0
    by_rule = {f"rule:{name}": weight / RULE_SCALE for name, weight in rules.items()}
    return {
        **dict.fromkeys(present, size),
        **{name: value for name, value in by_rule.items() if name in known},
    }


@cache
def wish_model() -> WishModel:
    """The model that is shipped, read once."""
    source = files("bot.understanding.lexicon") / WEIGHTS
    return read_model(source.read_text(encoding="utf-8"))


def read_model(text: str) -> WishModel:
    """The model a file of weights holds."""
    kept = json.loads(text)
    return WishModel(
        tuple(kept["classes"]),
        tuple(kept["bias"]),
        {feature: tuple(row) for feature, row in kept["weights"].items()},
    )
