"""Matching the other way round: which needs suit an organisation best, by the same parts.

Two more parts order needs: how urgent one is, and how seldom its place was helped. Words are
weighed by how rare they are among the needs, since there are few offers here and many needs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from api.domain.category import Category
from api.domain.match_data import NEED_PARTS, MatchData, match_data
from api.domain.match_reasons import failures, reasons
from api.domain.match_sentence import Weighed, sentence, weighed
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
from api.domain.organisation import Offer
from api.domain.standing import NO_CLAIMS, Standing

Floats = NDArray[np.float64]
Fit = Callable[[Need], float]
FULL_WORDS = 0.3  # an offer that shares this much of a need's words fits perfectly
FULL_KINDS = 0.5
ITS_OWN = frozenset({"record", "load"})  # the same for every need: they explain none


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need that may be helped with; ``helped`` counts what was delivered to its county."""

    ticket: int
    need: Need
    helped: int = 0


@dataclass(frozen=True, slots=True)
class NeedMatch:
    """A need that suits, by which of the offers, and why; see ``Match``."""

    ticket: int
    need: Need
    offer: Offer
    score: float
    reasons: tuple[str, ...]
    failed: tuple[str, ...]
    weighed: Weighed

    @property
    def summary(self) -> str:
        """What counted most for the score and what cost it most, in one sentence."""
        return sentence(self.weighed)


class NeedIndex:
    """Needs prepared for ranking; read-only and safe to share between threads."""

    def __init__(self, needs: Iterable[OpenNeed], data: MatchData | None = None) -> None:
        """Index ``needs``; 2,000 take about a fifth of a second."""
        self.needs = tuple(needs)
        self._data = data or match_data()
        self._shares = self._data.shares(NEED_PARTS)
        size = len(self.needs)
        by_word: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, one in enumerate(self.needs):
            for weight, group in need_words(one.need):
                for word in group:
                    by_word[word].append((at, weight))
        self._words = {word: _pairs(found, size) for word, found in sorted(by_word.items())}
        self._whole = np.zeros(size)
        for places, worth in self._words.values():
            self._whole[places] += worth
        self._kinds = [kinds_wanted(one.need) for one in self.needs]
        self._people = [people_wanted(one.need) for one in self.needs]
        levels = self._data.urgency
        self._urgency = np.array(
            [levels[o.need.urgency.value if o.need.urgency else "unknown"] for o in self.needs]
        )
        helped = np.array([one.helped for one in self.needs], dtype=float)
        self._fairness = self._data.half_fairness / (self._data.half_fairness + helped)

    def rank(
        self, offers: Sequence[Offer], standing: Standing = NO_CLAIMS, limit: int = 20
    ) -> list[NeedMatch]:
        """The best ``limit`` needs for an organisation with these offers, each by the offer that
        suits it best: those that fail no hard rule first, then by score."""
        if not offers or not self.needs:
            return []
        ranked = [self._measured(offer, standing) for offer in offers]
        keys = np.array([failed - score / 2 for _, score, failed in ranked])
        best = keys.argmin(axis=0)
        order = np.argsort(keys.min(axis=0), kind="stable")[:limit]
        return [self._match(int(at), offers[best[at]], *ranked[best[at]][:2]) for at in order]

    def _match(self, at: int, offer: Offer, fits: dict[str, Floats], score: Floats) -> NeedMatch:
        one = self.needs[at]
        return NeedMatch(
            ticket=one.ticket,
            need=one.need,
            offer=offer,
            score=round(float(score[at]), 4),
            reasons=reasons(one.need, offer),
            failed=failures(one.need, offer),
            weighed=weighed(
                self._shares,
                {part: float(fit[at]) for part, fit in fits.items() if part not in ITS_OWN},
            ),
        )

    def _measured(
        self, offer: Offer, standing: Standing
    ) -> tuple[dict[str, Floats], Floats, Floats]:
        size, data = len(self.needs), self._data
        record = standing.delivered / (standing.delivered + data.half_record)
        fits = {
            "category": self._each(lambda need: _category(need, offer, data)),
            "place": self._each(lambda need: _place(need, offer, data)),
            "people": self._people_fit(offer),
            "things": self._things(offer),
            "money": self._each(lambda need: _money(need, offer, data)),
            "record": np.full(size, record),
            "load": np.full(size, data.half_load / (data.half_load + standing.open)),
            "urgency": self._urgency,
            "fairness": self._fairness,
        }
        score = sum((self._shares[part] * fit for part, fit in fits.items()), np.zeros(size))
        return fits, score, (fits["category"] == 0).astype(float) + (fits["place"] == 0)

    def _each(self, fit: Fit) -> Floats:
        return np.array([fit(one.need) for one in self.needs], dtype=float)

    def _people_fit(self, offer: Offer) -> Floats:
        levels, offered = self._data.people, people_offered(offer)

        def fit(wanted: frozenset[str]) -> float:
            if not wanted or not offered:
                return levels["unknown"]
            return levels["same"] if wanted & offered else levels["other"]

        return np.array([fit(wanted) for wanted in self._people])

    def _things(self, offer: Offer) -> Floats:
        shared = np.zeros(len(self.needs))
        for word in sorted(words(offer_text(offer)) & self._words.keys()):
            places, worth = self._words[word]
            shared[places] += worth
        whole = np.maximum(self._whole * FULL_WORDS, 1e-9)
        alike = np.minimum(shared / whole, 1.0)
        offered = kinds_offered(offer)
        kinds = np.array(
            [len(k & offered) / len(k) / FULL_KINDS if k else 0.0 for k in self._kinds]
        )
        fit: Floats = np.maximum(alike, np.minimum(kinds, 1.0))
        return fit


def _category(need: Need, offer: Offer, data: MatchData) -> float:
    if need.category in (None, Category.OTHER):
        return data.category["unknown"]
    offered = offer.categories or (Category.OTHER,)
    return max(category_fit(need, category, data) for category in offered)


def _place(need: Need, offer: Offer, data: MatchData) -> float:
    if not offer.areas:
        return data.place["anywhere"]
    found = (area.fit(need.place) for area in offer.areas)
    return max((data.place[level] for level in found if level is not None), default=0.0)


def _money(need: Need, offer: Offer, data: MatchData) -> float:
    amount = need.gap_yuan if need.gap_yuan is not None else need.budget_yuan
    if amount is None or amount <= 0:
        return data.money["unknown"]
    if offer.least_yuan is not None and offer.least_yuan > amount:
        return data.money["too_small"]
    if offer.most_yuan is None:
        return data.money["unknown"]
    return min(float(offer.most_yuan / amount), data.money["covered"])


def _pairs(found: list[tuple[int, float]], size: int) -> tuple[NDArray[np.int64], Floats]:
    rarity = float(np.log(1 + size / len(found)))
    places = np.array([at for at, _ in found], dtype=np.int64)
    return places, np.array([weight * rarity for _, weight in found])
