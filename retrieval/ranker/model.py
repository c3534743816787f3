"""What was learned, as read from ``weights.json``: trees over the features."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.ranker.features import NAMES
from retrieval.ranker.pool import Column

FORMAT = 2
_SHALLOW = 5  # levels at which most leaves are reached

Nodes = NDArray[np.intp]


class RankerError(Exception):
    """The file of weights is not of this version; the message says what it is made for."""


@dataclass(frozen=True)
class Trees:
    """All nodes of all trees in one row; a leaf leads to itself.

    Where ``matrix[:, feature[n]] <= threshold[n]`` the way goes from node n to ``children[2 * n]``,
    else to ``children[2 * n + 1]``. ``value`` counts at leaves. ``roots`` are where the trees
    begin, ``depth`` the longest way down.
    """

    roots: Nodes
    feature: Nodes
    threshold: Column
    children: Nodes
    value: Column
    depth: int

    def score(self, matrix: Column) -> Column:
        """The sum over all trees for each row of ``matrix``; only its order means anything."""
        width = matrix.shape[1]
        flat = np.ascontiguousarray(matrix).ravel()
        rows = np.repeat(np.arange(len(matrix)) * width, len(self.roots))
        node = np.tile(self.roots, len(matrix))
        for level in range(self.depth):
            if level == _SHALLOW:  # from here on only those that are not yet at a leaf
                going = np.flatnonzero(self.children.take(2 * node) != node)
            if level < _SHALLOW:
                node = self._down(flat, rows, node)
            else:
                node[going] = self._down(flat, rows[going], node[going])
                going = going[self.children.take(2 * node[going]) != node[going]]
        score: Column = self.value.take(node).reshape(len(matrix), -1).sum(axis=1)
        return score

    def _down(self, flat: Column, rows: NDArray[np.int64], node: Nodes) -> Nodes:
        """Each of the nodes one level on."""
        goes_high = flat.take(rows + self.feature.take(node)) > self.threshold.take(node)
        return self.children.take(2 * node + goes_high)


@dataclass(frozen=True)
class Model:
    """``blend`` is the part of a final score that is the trees'; ``measured`` are the figures it
    was shipped with."""

    trees: Trees
    blend: float
    measured: Mapping[str, Any]


@cache
def shipped() -> Model:
    """The model that comes with the project, read once."""
    return read((files("retrieval.ranker") / "weights.json").read_text(encoding="utf-8"))


def read(text: str) -> Model:
    """The model written as ``text`` by ``retrieval.ranker.train``.

    Raises:
        RankerError: written for other features, or in another format.
    """
    body = json.loads(text)
    if body.get("format") != FORMAT or tuple(body.get("features", ())) != NAMES:
        raise RankerError(
            "the weights are for other features: run python -m retrieval.ranker.train"
        )
    return Model(_trees(body["trees"]), body["blend"], body["measured"])


def _trees(body: Mapping[str, Sequence[float]]) -> Trees:
    roots, low, high, feature = (
        np.asarray(body[name], dtype=np.intp) for name in ("roots", "low", "high", "feature")
    )
    return Trees(
        roots=roots,
        feature=feature,
        threshold=np.asarray(body["threshold"], dtype=np.float32),
        children=np.stack((low, high), axis=1).ravel(),
        value=np.asarray(body["value"], dtype=np.float32),
        depth=_depth(roots, low, high),
    )


def _depth(roots: Nodes, low: Nodes, high: Nodes) -> int:
    level = set(roots.tolist())
    depth = 0
    while level := {child for node in level for child in (low[node], high[node]) if child != node}:
        depth += 1
    return depth
