"""What a search asks beside words: the nearest passages, and questions that lead to some."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Scores
from retrieval.question import Question

_HEAD = 4  # times as many as must compete: mostly enough, for few passages are not in force
_UNKNOWN = -1  # no row


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near passages are to one question, ``keys[n]`` in row n. ``cosines`` compares the
    vectors as the model gives them; ``adapted`` after that of the question was moved towards the
    articles that answer questions like it (``retrieval.adapter``), and decides what is nearest.
    ``vectors`` are those of the passages, ``centre`` their mean."""

    keys: Sequence[str]
    rows: Mapping[str, int]
    cosines: NDArray[np.float32]
    adapted: NDArray[np.float32]
    vectors: NDArray[np.float32]
    centre: NDArray[np.float32]

    def as_they_are(self) -> "Nearness":
        """The same with questions that are not moved."""
        return replace(self, adapted=self.cosines)

    def best(self, limit: int, competes: Callable[[str], bool]) -> dict[str, float]:
        """The nearest passages with ``adapted``, best first; as many as it takes for ``limit`` of
        them to compete, so that the result is as if the others were not there."""
        found: dict[str, float] = {}
        competing = 0
        for row in self._rows(_HEAD * limit):
            if competing == limit:
                break
            found[self.keys[row]] = float(self.adapted[row])
            competing += competes(self.keys[row])
        return found

    def _rows(self, head: int) -> Iterator[int]:
        """All rows, the nearest first. Beyond the ``head`` of them the order costs ten times as
        much, and is hardly ever asked for."""
        least = np.partition(self.adapted, -head)[-head] if head < len(self.keys) else -np.inf
        for part in (self.adapted >= least, self.adapted < least):
            rows = np.flatnonzero(part)
            yield from rows[np.argsort(-self.adapted[rows], kind="stable")].tolist()

    def alike(self, keys: Sequence[str], best: Sequence[str]) -> NDArray[np.float32]:
        """How like the passages ``best`` taken together each of ``keys`` is, seen from the centre
        of all; NaN where one is not known."""
        rows = [self.rows.get(key, _UNKNOWN) for key in keys]
        known = [self.rows[key] for key in best if key in self.rows]
        if not known:
            return np.full(len(keys), np.nan, dtype=np.float32)
        together = self.vectors[known].mean(axis=0) - self.centre
        likeness: NDArray[np.float32] = (self.vectors[rows] - self.centre) @ together
        return np.where(np.asarray(rows) == _UNKNOWN, np.float32(np.nan), likeness)

    def of(self, key: str) -> tuple[float, float]:
        """The cosine and the adapted one of a passage; NaN where it is not known."""
        row = self.rows.get(key)
        return (
            (float("nan"), float("nan"))
            if row is None
            else (float(self.cosines[row]), float(self.adapted[row]))
        )


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
