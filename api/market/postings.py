"""In which needs a term stands: grown as needs are published, read as arrays."""

import math
from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.int32]
Floats = NDArray[np.float32]

_NONE: Slots = np.empty(0, dtype=np.int32)


class Postings:
    """Terms to the slots of the needs they stand in; four bytes for each occurrence."""

    def __init__(self) -> None:
        """Start empty."""
        self._slots: dict[str, array[int]] = {}

    def add(self, slot: int, terms: Iterable[str]) -> None:
        """``terms``, each once, stand in the need at ``slot``."""
        for term in terms:
            held = self._slots.get(term)
            if held is None:
                held = self._slots[term] = array("i")
            held.append(slot)

    def of(self, term: str) -> Slots:
        """The slots ``term`` stands in. A copy: what is held may grow meanwhile."""
        held = self._slots.get(term)
        return _NONE if held is None else np.array(held, dtype=np.int32)

    def count(self, term: str) -> int:
        """In how many needs ``term`` stands, with those that were replaced since."""
        return len(self._slots.get(term, ()))


def worth(needs: int, holding: int) -> float:
    """How much a term tells that stands in ``holding`` of ``needs``."""
    return math.log(1 + needs / max(holding, 1))
