"""Weighs the words of a report as evidence for its category, and for a second one."""

import re
from dataclasses import dataclass
from functools import cache

from api.domain.category import LABELS, Category
from bot.understanding.lexicon import lexicon
from bot.understanding.span import Found

# A second category needs this share of the first one's evidence, and this much in itself.
SECOND_SHARE = 0.5
SECOND_LEAST = 3.0


@dataclass(frozen=True, slots=True)
class Categories:
    """What a report is about first, and second if anything."""

    first: Category
    second: Category | None = None


@cache
def _evidence() -> tuple[re.Pattern[str], dict[str, tuple[tuple[Category, float], ...]]]:
    """One pattern over all words, longest first, and what each word speaks for."""
    speaks: dict[str, list[tuple[Category, float]]] = {}
    for code, words in lexicon("category").items():
        for word, weight in words.items():
            speaks.setdefault(word, []).append((Category(code), float(weight)))
    longest = sorted(speaks, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest)))
    return pattern, {word: tuple(pairs) for word, pairs in speaks.items()}


def find_category(text: str) -> Found[Categories] | None:
    """The categories ``text`` (normalised) gives evidence for; the span is the first such word."""
    pattern, speaks = _evidence()
    weights: dict[Category, float] = {}
    first_word: dict[Category, tuple[int, int]] = {}
    seen: set[str] = set()
    for match in pattern.finditer(text):
        for category, weight in speaks[match[0]]:
            if match[0] not in seen:
                weights[category] = weights.get(category, 0.0) + weight
            first_word.setdefault(category, match.span())
        seen.add(match[0])
    ranked = sorted(weights, key=lambda one: (-weights[one], list(Category).index(one)))
    if not ranked or weights[ranked[0]] <= 0:
        return None
    second = next(iter(ranked[1:]), None)
    if second and weights[second] < max(SECOND_LEAST, SECOND_SHARE * weights[ranked[0]]):
        second = None
    return Found(Categories(ranked[0], second), *first_word[ranked[0]])


def read_category(text: str) -> Category | None:
    """The category a short answer names: its label, its code, part of the label, or evidence."""
    for category, label in LABELS.items():
        if text in {category.value, label}:
            return category
    parts = [c for c, label in LABELS.items() if len(text) > 1 and text in label]
    if len(parts) == 1:
        return parts[0]
    found = find_category(text)
    return found.value.first if found else None
