"""Learns the adapter of questions: the cone of the vectors spread out, then small steps downhill.

For questions X and passages Y, both centred and partly whitened by the passages, it seeks the map
I + B for which a softmax over X (I + B) Yᵀ gives most to the passages that answer. B begins at 0
and few steps are taken, which keeps the map near what the model itself knows.
"""

from collections.abc import Sequence

import numpy as np

from retrieval.adapter import Adapter
from retrieval.embeddings import Vectors
from retrieval.ranker.examples import Asked, Example

_WHITENED = 0.12  # power of the inverse variances: 0.5 would make all directions equal
_LEAST = 1e-5  # added to variances, some of which are 0
_SHARPNESS = 0.05  # of the softmax
_STEPS, _RATE, _INERTIA, _PULL = 20, 2.0, 0.8, 0.01
_OTHERS = 2000  # passages beside those that answer
_LAY, _LAY_WORTH = 900, 0.3  # lay questions, and the weight of one beside one of the benchmark
_SEED = 7


def learn_adapter(model: str, bench: Asked, numbers: Sequence[int], lay: Asked) -> Adapter:
    """Learn from the examples ``numbers`` of ``bench``, and from those of ``lay`` that share no
    article with the others of ``bench``. ``model`` is the name of what made the vectors."""
    draw = np.random.default_rng(_SEED)
    examples = [bench.examples[number] for number in numbers]
    beside = _beside(bench, numbers, lay, draw)
    others = draw.permutation(len(bench.vectors))[:_OTHERS]
    rows = np.union1d([row for one in examples for row in one.right], others).astype(np.int64)
    place = {int(row): n for n, row in enumerate(rows)}
    right = [
        *([place[row] for row in one.right] for one in examples),
        *([len(rows) + row for row in one.right] for one in beside),
    ]
    worth = np.asarray([1.0] * len(examples) + [_LAY_WORTH] * len(beside), dtype=np.float32)
    questions = np.stack([one.vector for one in (*examples, *beside)])
    centre, spread = _whitening(bench.vectors)
    passages = (np.concatenate([bench.vectors[rows], lay.vectors]) - centre) @ spread
    shift = np.average(questions, axis=0, weights=worth).astype(np.float32)
    asked = np.asarray((questions - shift) @ spread, dtype=np.float32)
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    bent = _descended(asked, passages, right, np.asarray(worth / worth.sum(), np.float32))
    return Adapter(model, shift, (spread @ bent @ spread.T).astype(np.float32), {})


def _beside(
    bench: Asked, numbers: Sequence[int], lay: Asked, draw: np.random.Generator
) -> list[Example]:
    held_out = {
        name
        for number in set(range(len(bench.examples))).difference(numbers)
        for name in bench.examples[number].answers
    }
    free = [one for one in lay.examples if held_out.isdisjoint(one.answers)]
    return [free[n] for n in draw.permutation(len(free))[:_LAY]]


def _whitening(passages: Vectors) -> tuple[Vectors, Vectors]:
    """The mean, and the matrix that makes the directions more alike in variance and the mean
    length 1."""
    centre = passages.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov((passages - centre).T))
    scaled = directions * (np.maximum(variances, 0) + _LEAST) ** -_WHITENED
    spread = (scaled @ directions.T).astype(np.float32)
    return centre, spread / np.linalg.norm((passages - centre) @ spread, axis=1).mean()


def _descended(
    asked: Vectors, passages: Vectors, right: Sequence[Sequence[int]], worth: Vectors
) -> Vectors:
    """The map I + B after the steps taken; ``right[n]`` are the passages that answer row n."""
    wanted = np.zeros((len(asked), len(passages)), dtype=np.float32)
    for row, found in enumerate(right):
        wanted[row, list(found)] = 1 / len(found)
    straight = np.eye(asked.shape[1], dtype=np.float32)
    bent, speed = straight, np.zeros_like(straight)
    for _ in range(_STEPS):
        given = asked @ bent @ passages.T / _SHARPNESS
        given = np.exp(given - given.max(axis=1, keepdims=True))
        given /= given.sum(axis=1, keepdims=True)
        slope = asked.T @ (((given - wanted) * worth[:, None]) @ passages)
        speed = _INERTIA * speed - _RATE * (slope + _PULL * (bent - straight))
        bent = bent + speed
    return bent
