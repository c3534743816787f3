"""Matching (匹配): which offers fit a need best, and in words why.

Four parts are weighed: category, area, what is lacking, and money. Category and area are hard
rules: an offer that fails one is never put before an offer that fails none. The offers are
indexed once; a need then costs a few array operations, however many offers there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from api.domain.category import Category
from api.domain.match_reasons import failures, reasons
from api.domain.need import Need
from api.domain.organisation import Area, Offer

# How much each part counts; the sum is 1.
WEIGHTS = {"category": 0.35, "area": 0.30, "words": 0.25, "money": 0.10}

# How well a category or an area fits, from 1 down; 0 breaks a hard rule.
CATEGORY_FIT = {"primary": 1.0, "secondary": 0.6, "general": 0.5, "unknown": 0.5}
AREA_FIT = {"county": 1.0, "prefecture": 0.9, "province": 0.75, "anywhere": 0.5, "unknown": 0.4}
MONEY_FIT = {"covered": 1.0, "unknown": 0.5, "too_small": 0.3}

ITEM_WEIGHT = 1.0  # words of the items and the title say what is lacking
DESCRIPTION_WEIGHT = 0.25
FULL_WORDS = 0.5  # a need shares hardly more of its words with an offer that fits perfectly

K = TypeVar("K")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """An offer, its score from 0 to 1, why it fits, and which hard rules it fails."""

    offer: Offer
    score: float
    reasons: tuple[str, ...]
    failed: tuple[str, ...] = ()


def rank(need: Need, offers: Sequence[Offer], limit: int = 20) -> list[Match]:
    """The best offers for a need; index them with ``OfferIndex`` to ask more than once."""
    return OfferIndex(offers).rank(need, limit)


class OfferIndex:
    """Offers prepared for ranking; read-only and safe to share between threads."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        """Index ``offers``; 20,000 take about a second."""
        self.offers = tuple(offers)
        size = len(self.offers)
        by_category: dict[Category, list[int]] = defaultdict(list)
        by_area: dict[Area, list[int]] = defaultdict(list)
        by_word: dict[str, list[int]] = defaultdict(list)
        self._least = np.zeros(size)
        self._most = np.full(size, np.nan)
        for place, offer in enumerate(self.offers):
            for category in offer.categories or (Category.OTHER,):
                by_category[category].append(place)
            for area in offer.areas:
                by_area[area].append(place)
            for word in words(" ".join((offer.title, *offer.services, offer.text))):
                by_word[word].append(place)
            self._least[place] = float(offer.least_yuan or 0)
            if offer.most_yuan is not None:
                self._most[place] = float(offer.most_yuan)
        self._by_category = _arrays(by_category)
        self._by_area = _arrays(by_area)
        self._anywhere = np.array([not offer.areas for offer in self.offers], dtype=bool)
        self._by_word = _arrays(by_word)

    def rank(self, need: Need, limit: int = 20) -> list[Match]:
        """The best ``limit`` offers: those that fail no hard rule first, then by score.

        Offers of equal score keep the order they were given in.
        """
        category, area = self._category(need), self._area(need)
        parts = {
            "category": category,
            "area": area,
            "words": self._words(need),
            "money": self._money(need),
        }
        score = sum((WEIGHTS[name] * part for name, part in parts.items()), np.zeros(len(category)))
        failed = (category == 0).astype(float) + (area == 0)
        order = np.argsort(failed - score / 2, kind="stable")[:limit]
        return [
            Match(
                offer=self.offers[place],
                score=round(float(score[place]), 4),
                reasons=reasons(need, self.offers[place]),
                failed=failures(need, self.offers[place]),
            )
            for place in order
        ]

    def _category(self, need: Need) -> Floats:
        if need.category is None or need.category is Category.OTHER:
            return np.full(len(self.offers), CATEGORY_FIT["unknown"])
        fit = np.zeros(len(self.offers))
        fit[self._by_category.get(Category.OTHER, _NONE)] = CATEGORY_FIT["general"]
        if need.secondary_category is not None:
            fit[self._by_category.get(need.secondary_category, _NONE)] = CATEGORY_FIT["secondary"]
        fit[self._by_category.get(need.category, _NONE)] = CATEGORY_FIT["primary"]
        return fit

    def _area(self, need: Need) -> Floats:
        fit = np.zeros(len(self.offers))
        fit[self._anywhere] = AREA_FIT["anywhere"]
        # There are at most as many areas as divisions, however many offers there are.
        for area, found in self._by_area.items():
            level = area.fit(need.place)
            if level is not None:
                fit[found] = np.maximum(fit[found], AREA_FIT[level])
        return fit

    def _words(self, need: Need) -> Floats:
        named = words(" ".join((need.title, *(item.name for item in need.items))))
        told = words(need.description) - named
        fit, whole = np.zeros(len(self.offers)), 0.0
        for weight, group in ((ITEM_WEIGHT, named), (DESCRIPTION_WEIGHT, told)):
            for word in sorted(group):  # sorted: sums of floats must not depend on hashing
                found = self._by_word.get(word)
                if found is None:
                    continue
                worth = weight * float(np.log(1 + len(self.offers) / len(found)))
                whole += worth
                fit[found] += worth
        return np.minimum(fit / (whole * FULL_WORDS), 1.0) if whole else fit

    def _money(self, need: Need) -> Floats:
        amount = need.gap_yuan if need.gap_yuan is not None else need.budget_yuan
        if amount is None or amount <= 0:
            return np.full(len(self.offers), MONEY_FIT["unknown"])
        asked = float(amount)
        fit = np.where(np.isnan(self._most), MONEY_FIT["unknown"], MONEY_FIT["covered"])
        fit = np.where(self._most < asked, self._most / asked, fit)  # a part of it at least
        return np.where(self._least > asked, MONEY_FIT["too_small"], fit)


_NONE: NDArray[np.int64] = np.empty(0, dtype=np.int64)


def words(text: str) -> set[str]:
    """Pairs of neighbouring characters, which stand for words in Chinese well enough here."""
    kept = "".join(char if char.isalnum() else " " for char in text.lower())
    return {part[i : i + 2] for part in kept.split() for i in range(len(part) - 1)}


def _arrays(lists: dict[K, list[int]]) -> dict[K, NDArray[np.int64]]:
    return {key: np.array(places, dtype=np.int64) for key, places in lists.items()}
