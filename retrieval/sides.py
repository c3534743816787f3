"""What a search asks beside words: the nearest passages, and questions that lead to some."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Scores
from retrieval.question import Question

_HEAD = 4  # times as many as must compete: mostly enough, for few passages are not in force


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near passages are to one question: ``cosines[n]`` is that of ``keys[n]``."""

    keys: Sequence[str]
    cosines: NDArray[np.float32]

    def best(self, limit: int, competes: Callable[[str], bool]) -> list[tuple[str, float]]:
        """The nearest ``(passage key, cosine)``, best first; as many as it takes for ``limit`` of
        them to compete, so that the result is as if the others were not there."""
        found: list[tuple[str, float]] = []
        competing = 0
        for row in self._rows(_HEAD * limit):
            if competing == limit:
                break
            found.append((self.keys[row], float(self.cosines[row])))
            competing += competes(self.keys[row])
        return found

    def _rows(self, head: int) -> Iterator[int]:
        """All rows, the nearest first. Beyond the ``head`` of them the order costs ten times as
        much, and is hardly ever asked for."""
        least = np.partition(self.cosines, -head)[-head] if head < len(self.keys) else -np.inf
        for part in (self.cosines >= least, self.cosines < least):
            rows = np.flatnonzero(part)
            yield from rows[np.argsort(-self.cosines[rows], kind="stable")].tolist()


class NearestPassages(Protocol):
    """The dense side of a search; ``retrieval.dense.DenseIndex`` is the real one."""

    @property
    def usable(self) -> bool:
        """Whether it knows nearly all passages."""

    def nearness(self, question: str) -> Nearness:
        """How near each passage it knows is to ``question``."""


class AskedBefore(Protocol):
    """Questions known to lead to passages; ``retrieval.lay.LayIndex`` is the real one."""

    def alike(self, question: Question) -> Scores:
        """How like the best question of each passage is, 0…1, by passage key."""
