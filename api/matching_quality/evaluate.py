"""nDCG@5 and hit@1 of the matching, beside category and region alone and beside chance."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from api.domain.category import Category
from api.domain.match_data import MatchData
from api.domain.matching import OfferIndex
from api.domain.need import Need
from api.domain.organisation import Offer

DEPTH = 5
SEED = 7
SHUFFLES = 50  # orders of equal scores a ranking without a rule for them is averaged over
RESAMPLES = 2_000
Grades = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality of one ranking for one need: nDCG@5, and whether the first is any good."""

    ndcg: float
    hit: float


def evaluate_matching(
    needs: Mapping[str, Need],
    offers: Sequence[Offer],
    judged: Mapping[str, Grades],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    data: MatchData | None = None,
) -> dict[str, Any]:
    """``{"cases", "metrics", "failures"}`` over the judged needs somebody could help with.

    The bounds ``_low`` and ``_high`` hold 95 % of resamplings of the needs; ``gain`` is the
    nDCG@5 over that of the baseline. ``unanswerable`` counts the judged needs nobody could help
    with, ``silent`` the share of them where no offer passed the hard rules. A failure is a need
    whose best organisation stands below another: what was put first, and what should have been.
    """
    index = OfferIndex(offers, data=data)
    chance = np.random.default_rng(SEED)
    ours: list[Quality] = []
    plain: list[Quality] = []
    blind: list[Quality] = []
    failures: list[dict[str, Any]] = []
    silent: list[bool] = []
    for done, (key, grades) in enumerate(judged.items(), start=1):
        matches = index.rank(needs[key], len(offers))
        if not any(grades.values()):
            silent.append(all(match.failed for match in matches))
            continue
        order = list(dict.fromkeys(match.offer.organisation.key for match in matches))
        ours.append(quality(order, grades))
        scores = {o.organisation.key: 0.0 for o in offers}
        blind.append(shuffled(scores, grades, chance))
        for offer in offers:
            owner = offer.organisation.key
            scores[owner] = max(scores[owner], category_and_region(needs[key], offer))
        plain.append(shuffled(scores, grades, chance))
        if grades.get(order[0], 0) < max(grades.values()):
            best = max(grades, key=lambda one: grades[one])
            failures.append({"need": key, "first": order[:3], "best": best})
        progress(done, len(judged))
    metrics = _metrics(ours, plain, blind, chance) if ours else {}
    return {
        "cases": len(ours),
        "metrics": metrics
        | {
            "unanswerable": len(silent),
            "silent": sum(silent) / len(silent) if silent else 0.0,
        },
        "failures": failures,
    }


def quality(order: Sequence[str], grades: Grades) -> Quality:
    """Of one order of organisations; grades not written are 0, and one is above 0."""
    found = [grades.get(key, 0) for key in order]
    return Quality(_dcg(found) / _dcg(sorted(grades.values(), reverse=True)), float(found[0] > 0))


def half_of(judged: Mapping[str, dict[str, int]], parity: int) -> dict[str, dict[str, int]]:
    """The needs whose number is odd (1) or even (0); a key without a number counts as even."""
    return {key: grades for key, grades in judged.items() if _number(key) % 2 == parity}


def _number(key: str) -> int:
    return int("".join(char for char in key if char.isdigit()) or 0)


def _dcg(grades: Iterable[int]) -> float:
    return float(
        sum((2**grade - 1) / np.log2(at + 2) for at, grade in enumerate(list(grades)[:DEPTH]))
    )


def category_and_region(need: Need, offer: Offer) -> float:
    """What a filter by category and region knows: 1 for each that fits."""
    categories = set(offer.categories) - {Category.OTHER}
    same = bool({need.category, need.secondary_category} & categories)
    there = any(area.fit(need.place) for area in offer.areas)
    return float(same) + float(there)


def shuffled(scores: Mapping[str, float], grades: Grades, chance: np.random.Generator) -> Quality:
    """The quality of ``scores``, averaged over orders of those that are equal."""
    keys = list(scores)
    found = []
    for _ in range(SHUFFLES):
        mixed = [keys[at] for at in chance.permutation(len(keys))]
        found.append(quality(sorted(mixed, key=lambda key: -scores[key]), grades))
    return Quality(
        float(np.mean([one.ndcg for one in found])), float(np.mean([one.hit for one in found]))
    )


def _metrics(
    ours: list[Quality], plain: list[Quality], blind: list[Quality], chance: np.random.Generator
) -> dict[str, float]:
    metrics: dict[str, float] = {}
    for name, ranking in (("", ours), ("baseline_", plain), ("random_", blind)):
        metrics[f"{name}nDCG@5"] = float(np.mean([one.ndcg for one in ranking]))
        metrics[f"{name}hit@1"] = float(np.mean([one.hit for one in ranking]))
    mine = np.array([one.ndcg for one in ours])
    gain = mine - np.array([one.ndcg for one in plain])
    drawn = chance.integers(len(ours), size=(RESAMPLES, len(ours)))
    metrics["gain"] = float(gain.mean())
    for name, values in (("nDCG@5", mine), ("gain", gain)):
        low, high = np.quantile(values[drawn].mean(axis=1), (0.025, 0.975))
        metrics[f"{name}_low"], metrics[f"{name}_high"] = float(low), float(high)
    return {name: round(value, 4) for name, value in metrics.items()}
