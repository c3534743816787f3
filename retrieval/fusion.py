"""Two lists of scores made one: min-max to 0…1, then a weighted sum (DESIGN).

Halves were best with the vectors as the model gives them; adapted, they earn the greater part.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """How the sides count, what share of its score a digest hands on to the articles it restates,
    and how much likeness to a lay question adds."""

    lexical: float = 0.4
    dense: float = 0.6
    pointed: float = 0.6
    asked: float = 1.0


def fuse(lexical: Scores, dense: Scores, weights: Weights) -> dict[str, float]:
    """The weighted sum of both; with one side alone, that side."""
    if not dense or not lexical:
        return scaled(lexical or dense)
    left, right = scaled(lexical), scaled(dense)
    return {
        key: weights.lexical * left.get(key, 0.0) + weights.dense * right.get(key, 0.0)
        for key in left.keys() | right.keys()
    }


def scaled(scores: Scores) -> dict[str, float]:
    """Min-max to 0…1; a single score, or all equal, becomes 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}
