"""Quotes sources that differ side by side, so that no reply chooses between them."""

from retrieval.answer import Role
from retrieval.asked import Asked
from retrieval.claim_lines import Listener
from retrieval.compose import Composed, Material
from retrieval.differing import Bounds, differing
from retrieval.evidence import Evidence
from retrieval.extractive import MOST_QUOTED, chosen, quotation


class SideBySide:
    """An ``Attempt``: gives up where the sources do not differ. No model phrases a difference."""

    def __init__(self, evidence: Evidence, asked: Asked, bounds: Bounds | None = None) -> None:
        """Tell differences by ``bounds``."""
        self._evidence = evidence
        self._asked = asked
        self._bounds = bounds or Bounds()

    def __call__(self, material: Material, listener: Listener) -> Composed | None:
        """Each side with what it says marked, then what else would be quoted."""
        del listener  # nothing is phrased
        question, hits = material.question, material.hits
        sides = differing(question, hits, self._evidence, self._bounds)[:MOST_QUOTED]
        if not sides:
            return None
        quoted = [
            quotation(
                question,
                side.hit,
                self._evidence,
                self._asked,
                role=Role.CONFLICT,
                about=side.said,
            )
            for side in sides
        ]
        taken = {side.hit.passage.key for side in sides}
        others = [hit for hit in chosen(hits) if hit.passage.key not in taken]
        quoted += [
            quotation(question, hit, self._evidence, self._asked)
            for hit in others[: MOST_QUOTED - len(sides)]
        ]
        return Composed(tuple(quoted))
