"""A proposal by rule of thumb: the needs worth most for what they ask, one after the other.

What the solver is measured against, and what stands in when its time was too short.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from api.allocation.model import Group, Model
from api.domain.allocation import Terms


@dataclass(frozen=True, slots=True)
class Filled:
    """What each edge gives, in fen or pieces, and which needs are taken."""

    gives: NDArray[np.float64]
    taken: frozenset[int]


def fill(model: Model, terms: Terms, worths: Sequence[float]) -> Filled:
    """Cover the needs in turn with what is left; ``worths`` in the order of the needs."""
    lots_of: dict[int, list[int]] = defaultdict(list)
    edges_of: dict[int, list[int]] = defaultdict(list)
    for lot, (need, _) in enumerate(model.lots):
        lots_of[need].append(lot)
    for at, edge in enumerate(model.edges):
        edges_of[edge.lot].append(at)
    turn = sorted(lots_of, key=lambda n: -worths[n] / sum(model.units(lot) for lot in lots_of[n]))
    filling = _Filling(model, terms)
    taken = frozenset(need for need in turn if filling.cover(need, lots_of[need], edges_of))
    return Filled(filling.gives, taken)


class _Filling:
    """What is left while needs are covered."""

    def __init__(self, model: Model, terms: Terms) -> None:
        self.gives = np.zeros(len(model.edges))
        self._model = model
        self._terms = terms
        self._left = dict(model.bounds)
        self._helped: dict[str, set[int]] = defaultdict(set)

    def cover(self, need: int, lots: list[int], edges_of: dict[int, list[int]]) -> bool:
        """Cover all lots of a need, or nothing of it."""
        left = dict(self._left)
        given: dict[int, int] = {}
        helping: set[str] = set()
        for lot in lots:
            whole = self._model.units(lot)
            open_units = whole
            # Whoever can give much first: few givers, and the pool last.
            for at in sorted(edges_of[lot], key=lambda one: self._turn(one, left)):
                more = self._more(at, open_units, left)
                if more and self._may_help(at, helping):
                    self._take(left, at, more)
                    given[at] = more
                    helping.add(self._model.edges[at].organisation)
                    open_units -= more
            if whole - open_units < whole * self._terms.least_share:
                return False
        self._left = left
        for at, more in given.items():
            self.gives[at] = more
            self._helped[self._model.edges[at].organisation].add(need)
        return True

    def _turn(self, at: int, left: dict[Group, int]) -> tuple[bool, int]:
        edge = self._model.edges[at]
        return edge.place is None, -min(edge.upper, *(left[group] for group in edge.groups))

    def _more(self, at: int, open_units: int, left: dict[Group, int]) -> int:
        edge = self._model.edges[at]
        more = min(open_units, edge.upper, *(left[group] for group in edge.groups))
        return more if more >= edge.least else 0

    def _may_help(self, at: int, helping: set[str]) -> bool:
        most, organisation = self._terms.organisation_needs, self._model.edges[at].organisation
        if most is None or not organisation or organisation in helping:
            return True
        return len(self._helped[organisation]) < most

    def _take(self, left: dict[Group, int], at: int, more: int) -> None:
        for group in self._model.edges[at].groups:
            left[group] -= more
