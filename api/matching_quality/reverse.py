"""The other direction: the judged needs ranked for each organisation somebody judged useful."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from api.domain.need import Need
from api.domain.need_matching import NeedIndex, OpenNeed
from api.domain.organisation import Offer
from api.matching_quality.evaluate import (
    SEED,
    Grades,
    Quality,
    category_and_region,
    quality,
    shuffled,
)


def evaluate_reverse(
    needs: Mapping[str, Need], offers: Sequence[Offer], judged: Mapping[str, Grades]
) -> dict[str, float]:
    """``organisations`` and the quality of the needs put before them, beside the baseline's."""
    keys = list(judged)
    index = NeedIndex(OpenNeed(at, needs[key]) for at, key in enumerate(keys))
    held: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        held[offer.organisation.key].append(offer)
    chance = np.random.default_rng(SEED)
    ours: list[Quality] = []
    plain: list[Quality] = []
    for organisation, grades in _by_organisation(judged).items():
        found = index.rank(held[organisation], limit=len(keys))
        if not found:
            continue
        ours.append(quality([keys[match.ticket] for match in found], grades))
        scores = {
            key: max(category_and_region(needs[key], offer) for offer in held[organisation])
            for key in keys
        }
        plain.append(shuffled(scores, grades, chance))
    return {
        "organisations": len(ours),
        **_means("reverse_", ours),
        **_means("reverse_baseline_", plain),
    }


def _means(name: str, ranking: Sequence[Quality]) -> dict[str, float]:
    if not ranking:
        return {}
    return {
        f"{name}nDCG@5": round(float(np.mean([one.ndcg for one in ranking])), 4),
        f"{name}hit@1": round(float(np.mean([one.hit for one in ranking])), 4),
    }


def _by_organisation(judged: Mapping[str, Grades]) -> dict[str, dict[str, int]]:
    turned: dict[str, dict[str, int]] = defaultdict(dict)
    for need, grades in judged.items():
        for organisation, grade in grades.items():
            if grade:
                turned[organisation][need] = grade
    return turned
