"""The weights and fits of matching, from ``matching.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from api.domain.category import Category

# The parts of a score of an offer for a need; a need for an organisation has two more.
OFFER_PARTS = ("category", "place", "people", "things", "money", "record", "load")
NEED_PARTS = (*OFFER_PARTS, "urgency", "fairness")


@dataclass(frozen=True, slots=True)
class MatchData:
    """``weights`` by part; fits from 0 to 1; ``near`` holds both orders of each pair."""

    weights: Mapping[str, float]
    category: Mapping[str, float]
    place: Mapping[str, float]
    people: Mapping[str, float]
    money: Mapping[str, float]
    urgency: Mapping[str, float]
    near: Mapping[tuple[Category, Category], float]
    half_record: float
    half_load: float
    half_fairness: float
    allotment: Mapping[str, Any]

    def shares(self, parts: tuple[str, ...]) -> dict[str, float]:
        """The weights of ``parts``, made to sum to 1."""
        whole = sum(self.weights[part] for part in parts)
        return {part: self.weights[part] / whole for part in parts}

    def nearness(self, one: Category, other: Category) -> float:
        """1 for the same category, less for a near one, 0 for one that is not."""
        return 1.0 if one is other else self.near.get((one, other), 0.0)


@cache
def match_data() -> MatchData:
    """``matching.yaml``, read once."""
    text = (files("api.domain") / "matching.yaml").read_text(encoding="utf-8")
    return read_match_data(yaml.safe_load(text))


def read_match_data(body: Mapping[str, Any]) -> MatchData:
    """The data of a parsed ``matching.yaml``.

    Raises:
        KeyError, ValueError: a part is missing, or a category does not exist.
    """
    near: dict[tuple[Category, Category], float] = {}
    for one, other, fit in body["near"]:
        near[Category(one), Category(other)] = near[Category(other), Category(one)] = float(fit)
    return MatchData(
        weights={part: float(body["weights"][part]) for part in NEED_PARTS},
        near=near,
        category=body["category"],
        place=body["place"],
        people=body["people"],
        money=body["money"],
        urgency=body["urgency"],
        half_record=float(body["half_record"]),
        half_load=float(body["half_load"]),
        half_fairness=float(body["half_fairness"]),
        allotment=body["allotment"],
    )
