"""An Evaluation (评估) of what a claim did: a number and words, by the Post and by the claimant."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.domain.errors import Invalid

SCORES = range(1, 6)
LONGEST_WORDS = 500


class Side(StrEnum):
    """Who evaluates."""

    POST = "post"
    CLAIMANT = "claimant"

    @property
    def label(self) -> str:
        """The Chinese label staff see."""
        return {"post": "上报人", "claimant": "认领方"}[self.value]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one side says: ``score`` from 1 (bad) to 5 (very good), and words if any."""

    side: Side
    score: int
    words: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what is no evaluation.

        Raises:
            Invalid: ``field`` is ``score`` or ``words``.
        """
        if self.score not in SCORES:
            raise Invalid("score", "请打 1 到 5 分：5 分最好，1 分最差。")
        if len(self.words) > LONGEST_WORDS:
            raise Invalid("words", f"评价最多 {LONGEST_WORDS} 字。请精简后再发。")
