"""What a search asks beside words: the nearest passages, and questions that lead to some."""

from collections.abc import Callable
from typing import Protocol

from retrieval.fusion import Scores
from retrieval.question import Question


class NearestPassages(Protocol):
    """The dense side of a search; ``retrieval.dense.DenseIndex`` is the real one."""

    @property
    def usable(self) -> bool:
        """Whether it knows nearly all passages."""

    def search(
        self, question: str, limit: int, competes: Callable[[str], bool]
    ) -> list[tuple[str, float]]:
        """The nearest ``(passage key, cosine similarity)``, best first; as many as it takes for
        ``limit`` of them to compete."""


class AskedBefore(Protocol):
    """Questions known to lead to passages; ``retrieval.lay.LayIndex`` is the real one."""

    def alike(self, question: Question) -> Scores:
        """How like the best question of each passage is, 0…1, by passage key."""
