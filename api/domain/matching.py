"""Matching (匹配): which offers fit a need best, and in words why.

The parts and their weights are data (``matching.yaml``). Category and place are hard rules: an
offer that fails one is never put before an offer that fails none. The offers are indexed once; a
need then costs a few array operations, however many offers there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from api.domain.category import Category
from api.domain.match_data import OFFER_PARTS, MatchData, match_data
from api.domain.match_reasons import failures, reasons
from api.domain.match_sentence import sentence, weighed
from api.domain.match_words import (
    category_fit,
    kinds_offered,
    kinds_wanted,
    need_words,
    offer_text,
    people_offered,
    people_wanted,
    words,
)
from api.domain.need import Need
from api.domain.organisation import Area, Offer
from api.domain.standing import Standing, record_and_load

FULL_KINDS = 0.5  # who offers half of the kinds of thing that are lacking fits perfectly
WORDS_ALONE = 0.7  # what words in common are worth when no kind of thing is
FULL_WORDS = 0.5  # a need shares hardly more of its words with an offer that fits perfectly

K = TypeVar("K")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """An offer, its score from 0 to 1, why it fits, and which hard rules it fails.

    ``summary`` says in one sentence what counted most for the score and what cost it most;
    ``fits`` is how well each part fits, from 0 to 1.
    """

    offer: Offer
    score: float
    reasons: tuple[str, ...]
    failed: tuple[str, ...] = ()
    summary: str = ""
    fits: Mapping[str, float] = field(default_factory=dict)


def rank(need: Need, offers: Sequence[Offer], limit: int = 20) -> list[Match]:
    """The best offers for a need; index them with ``OfferIndex`` to ask more than once."""
    return OfferIndex(offers).rank(need, limit)


class OfferIndex:
    """Offers prepared for ranking; read-only and safe to share between threads."""

    def __init__(
        self,
        offers: Iterable[Offer],
        standings: Mapping[str, Standing] | None = None,
        data: MatchData | None = None,
    ) -> None:
        """Index ``offers``; 20,000 take about a second. ``standings`` by organisation key."""
        self.offers = tuple(offers)
        self._data = data or match_data()
        self._shares = self._data.shares(OFFER_PARTS)
        size = len(self.offers)
        by_category: dict[Category, list[int]] = defaultdict(list)
        by_area: dict[Area, list[int]] = defaultdict(list)
        by_word: dict[str, list[int]] = defaultdict(list)
        by_people: dict[str, list[int]] = defaultdict(list)
        by_kind: dict[str, list[int]] = defaultdict(list)
        self._least = np.zeros(size)
        self._most = np.full(size, np.nan)
        self._names_people = np.zeros(size, dtype=bool)
        for place, offer in enumerate(self.offers):
            for category in offer.categories or (Category.OTHER,):
                by_category[category].append(place)
            for area in offer.areas:
                by_area[area].append(place)
            text = offer_text(offer)
            for word in words(text):
                by_word[word].append(place)
            for group in people_offered(offer):
                by_people[group].append(place)
                self._names_people[place] = True
            for kind in kinds_offered(offer):
                by_kind[kind].append(place)
            self._least[place] = float(offer.least_yuan or 0)
            if offer.most_yuan is not None:
                self._most[place] = float(offer.most_yuan)
        self._by_category = _arrays(by_category)
        self._by_area = _arrays(by_area)
        self._anywhere = np.array([not offer.areas for offer in self.offers], dtype=bool)
        self._by_word = _arrays(by_word)
        self._by_people = _arrays(by_people)
        self._by_kind = _arrays(by_kind)
        self._record, self._load = record_and_load(self.offers, standings or {}, self._data)

    def rank(self, need: Need, limit: int = 20) -> list[Match]:
        """The best ``limit`` offers: those that fail no hard rule first, then by score.

        Offers of equal score keep the order they were given in.
        """
        fits, score, failed = self._measured(need)
        first = _first(failed - score / 2, limit)
        return [self._match(need, place, fits, score) for place in first]

    def match(self, need: Need, place: int) -> Match:
        """The match of the offer at one place in ``offers``."""
        fits, score, _ = self._measured(need)
        return self._match(need, place, fits, score)

    def fitting(self, need: Need) -> list[tuple[int, float]]:
        """The places in ``offers`` of those that fail no hard rule, each with its score."""
        _, score, failed = self._measured(need)
        return [(int(place), float(score[place])) for place in np.flatnonzero(failed == 0)]

    def _measured(self, need: Need) -> tuple[dict[str, Floats], Floats, Floats]:
        """How well each part fits, the score, and how many hard rules fail."""
        fits = {
            "category": self._category(need),
            "place": self._place(need),
            "people": self._people(need),
            "things": self._things(need),
            "money": self._money(need),
            "record": self._record,
            "load": self._load,
        }
        nothing = np.zeros(len(self.offers))
        score = sum((self._shares[part] * fit for part, fit in fits.items()), nothing)
        return fits, score, (fits["category"] == 0).astype(float) + (fits["place"] == 0)

    def passing(self, need: Need) -> tuple[int, int]:
        """How many offers pass the rule of the category, and how many that of the place."""
        return int((self._category(need) > 0).sum()), int((self._place(need) > 0).sum())

    def _match(self, need: Need, place: int, fits: dict[str, Floats], score: Floats) -> Match:
        mine = {part: float(fit[place]) for part, fit in fits.items()}
        offer = self.offers[place]
        return Match(
            offer=offer,
            score=round(float(score[place]), 4),
            reasons=reasons(need, offer),
            failed=failures(need, offer),
            summary=sentence(weighed(self._shares, mine)),
            fits=mine,
        )

    def _category(self, need: Need) -> Floats:
        levels = self._data.category
        if need.category is None or need.category is Category.OTHER:
            return np.full(len(self.offers), levels["unknown"])
        fit = np.zeros(len(self.offers))
        for category, found in self._by_category.items():
            fit[found] = np.maximum(fit[found], category_fit(need, category, self._data))
        return fit

    def _place(self, need: Need) -> Floats:
        levels = self._data.place
        fit = np.zeros(len(self.offers))
        fit[self._anywhere] = levels["anywhere"]
        # There are at most as many areas as divisions, however many offers there are.
        for area, found in self._by_area.items():
            level = area.fit(need.place)
            if level is not None:
                fit[found] = np.maximum(fit[found], levels[level])
        return fit

    def _people(self, need: Need) -> Floats:
        levels = self._data.people
        wanted = people_wanted(need)
        if not wanted:
            return np.full(len(self.offers), levels["unknown"])
        fit = np.where(self._names_people, levels["other"], levels["unknown"])
        for group in wanted:
            fit[self._by_people.get(group, _NONE)] = levels["same"]
        return fit

    def _things(self, need: Need) -> Floats:
        alike = self._words(need)
        wanted = kinds_wanted(need)
        if not wanted:
            return alike
        share = np.zeros(len(self.offers))
        for kind in wanted:
            share[self._by_kind.get(kind, _NONE)] += 1 / len(wanted)
        return np.maximum(alike * WORDS_ALONE, np.minimum(share / FULL_KINDS, 1.0))

    def _words(self, need: Need) -> Floats:
        fit, whole = np.zeros(len(self.offers)), 0.0
        for weight, group in need_words(need):
            for word in sorted(group):  # sorted: sums of floats must not depend on hashing
                found = self._by_word.get(word)
                if found is None:
                    continue
                worth = weight * float(np.log(1 + len(self.offers) / len(found)))
                whole += worth
                fit[found] += worth
        return np.minimum(fit / (whole * FULL_WORDS), 1.0) if whole else fit

    def _money(self, need: Need) -> Floats:
        levels = self._data.money
        amount = need.gap_yuan if need.gap_yuan is not None else need.budget_yuan
        if amount is None or amount <= 0:
            return np.full(len(self.offers), levels["unknown"])
        asked = float(amount)
        fit = np.where(np.isnan(self._most), levels["unknown"], levels["covered"])
        fit = np.where(self._most < asked, self._most / asked, fit)  # a part of it at least
        return np.where(self._least > asked, levels["too_small"], fit)


_NONE: NDArray[np.int64] = np.empty(0, dtype=np.int64)


def _first(keys: Floats, limit: int) -> NDArray[np.int64]:
    """The places of the ``limit`` smallest keys, equal ones in their order."""
    if len(keys) > limit:
        bound = np.partition(keys, limit - 1)[limit - 1]
        near = np.flatnonzero(keys <= bound)
        return near[np.argsort(keys[near], kind="stable")][:limit]
    return np.argsort(keys, kind="stable")


def _arrays(lists: dict[K, list[int]]) -> dict[K, NDArray[np.int64]]:
    return {key: np.array(places, dtype=np.int64) for key, places in lists.items()}
