"""The vectors of the needs in the index, a row for each slot, and those that are still lacking."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from api.market.meaning import Vector
from api.market.postings import Floats

GROWTH = 1.25  # what is held of 100,000 needs must not double for one more


class NeedVectors:
    """Not thread-safe. 1.5 kB for each slot; none at all while there is no vector."""

    def __init__(self, dimension: int) -> None:
        """Start empty."""
        self._rows: NDArray[np.float32] = np.zeros((0, dimension), dtype=np.float32)
        self._lacking: dict[int, str] = {}

    def want(self, slot: int, text: str) -> None:
        """The need at ``slot`` means ``text``, and has no vector yet."""
        self._lacking[slot] = text

    def forget(self, slot: int) -> None:
        """The need at ``slot`` is gone."""
        self._lacking.pop(slot, None)

    def lacking(self, most: int) -> Mapping[int, str]:
        """The texts of the slots without a vector, ``most`` of them, the newest first."""
        slots = sorted(self._lacking, reverse=True)[:most]
        return {slot: self._lacking[slot] for slot in slots}

    def keep(self, slot: int, vector: Vector) -> None:
        """The vector of ``slot``, unless the need was changed or went while it was computed."""
        if self._lacking.pop(slot, None) is None:
            return
        if slot >= len(self._rows):
            size = max(int(len(self._rows) * GROWTH), slot + 256)
            grown = np.zeros((size, self._rows.shape[1]), dtype=np.float32)
            grown[: len(self._rows)] = self._rows
            self._rows = grown
        self._rows[slot] = vector

    def nearness(self, vector: Vector, size: int) -> Floats:
        """The cosines of the first ``size`` slots; 0 without a vector."""
        near = np.zeros(size, dtype=np.float32)
        held = min(size, len(self._rows))
        near[:held] = self._rows[:held] @ vector
        return near
