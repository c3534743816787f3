"""Learns the weights of ``wish_model`` from ``lexicon/intent_examples.yaml``:

    python -m bot.understanding.wish_training

Softmax regression with a quadratic penalty, by Adam (Kingma & Ba 2015), from zero and without
chance, so that the same examples give the same weights.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding import lexicon as lexicon_package
from bot.understanding.intent import pattern_weights
from bot.understanding.lexicon import lexicon
from bot.understanding.wish_model import WEIGHTS, WishModel, features, grams
from knowledge.normalise import normalise

FLOATS = NDArray[np.float64]
PENALTY = 0.001
STEPS = 300
RATE = 0.1
LEAST_SEEN = 1  # of an n-gram among the examples
SMALLEST = 0.1  # weights below it change nothing that can be seen


def train(examples: Mapping[str, Sequence[str]]) -> WishModel:
    """A model of ``examples``, sentences by class."""
    classes = tuple(examples)
    texts = [(normalise(one).text.strip(), name) for name in classes for one in examples[name]]
    rules = [pattern_weights(text) for text, _ in texts]
    seen = Counter(gram for text, _ in texts for gram in grams(text))
    known = [
        *sorted(gram for gram, count in seen.items() if count >= LEAST_SEEN),
        *sorted({f"rule:{name}" for one in rules for name in one}),
    ]
    column = {feature: at for at, feature in enumerate(known)}
    inputs = np.zeros((len(texts), len(known) + 1))
    wanted = np.zeros((len(texts), len(classes)))
    for row, ((text, name), weights) in enumerate(zip(texts, rules, strict=True)):
        for feature, value in features(text, weights, column).items():
            inputs[row, column[feature]] = value
        inputs[row, -1] = 1.0
        wanted[row, classes.index(name)] = 1.0
    found = _fitted(inputs, wanted).round(2)
    kept = {one: found[at] for one, at in column.items() if abs(found[at]).max() >= SMALLEST}
    return WishModel(
        classes,
        tuple(found[-1].tolist()),
        {one: tuple(row.tolist()) for one, row in kept.items()},
    )


def _fitted(inputs: FLOATS, wanted: FLOATS) -> FLOATS:
    # Rare wishes count somewhat more than their number.
    by_class = (len(wanted) / wanted.shape[1] / wanted.sum(axis=0)) ** 0.5
    counts = (wanted * by_class).sum(axis=1, keepdims=True)
    weights = np.zeros((inputs.shape[1], wanted.shape[1]))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = inputs @ weights
        guess = np.exp(scores - scores.max(axis=1, keepdims=True))
        guess /= guess.sum(axis=1, keepdims=True)
        slope = inputs.T @ ((guess - wanted) * counts) / len(wanted) + PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        size = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights = weights - RATE * mean / (1 - 0.9**step) / size
    return weights


def as_json(model: WishModel) -> dict[str, Any]:
    """What is written to the file of weights."""
    return {
        "made_by": "python -m bot.understanding.wish_training",
        "classes": model.classes,
        "bias": model.bias,
        "weights": model.weights,
    }


def main() -> None:
    """Train and write the file."""
    model = train(lexicon("intent_examples"))
    text = json.dumps(as_json(model), ensure_ascii=False, separators=(",", ":"))
    folder = Path(next(iter(lexicon_package.__path__)))
    (folder / WEIGHTS).write_text(text.replace("],", "],\n") + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(model.weights)} features, {len(text) / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
