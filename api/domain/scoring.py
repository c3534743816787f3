"""Scoring sheets (评分表) of experts: points by criterion, their mean, and how far they differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from api.domain.application_event import Act, Event
from api.domain.errors import Invalid
from api.domain.procedure import Stage

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one expert gave, by the key of the criterion, and why."""

    expert: str
    points: Mapping[str, int]
    words: str

    @property
    def total(self) -> int:
        """All points, 0–100."""
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Scores:
    """The sheets of a stage. ``mean`` has one decimal; ``spread`` is the widest difference."""

    sheets: tuple[Sheet, ...]
    mean: Decimal | None
    spread: int
    flagged: bool


def scores(stage: Stage, events: Iterable[Event]) -> Scores:
    """The sheets among ``events``."""
    sheets = tuple(
        Sheet(one.actor, one.data["points"], one.note) for one in events if one.act is Act.SCORED
    )
    totals = [sheet.total for sheet in sheets]
    if not totals:
        return Scores((), None, 0, flagged=False)
    mean = (Decimal(sum(totals)) / len(totals)).quantize(_TENTH, ROUND_HALF_UP)
    spread = max(totals) - min(totals)
    return Scores(sheets, mean, spread, flagged=spread > stage.spread)


def is_sealed(stage: Stage, events: Iterable[Event], reader: str, *, declared: bool) -> bool:
    """Whether the sheets of others stay closed for ``reader``. ``events`` are those of the present
    round, ``declared``: they are one of its experts, and see nothing before their own is handed in.
    All others see the sheets once enough are there."""
    experts = [one.actor for one in events if one.act is Act.SCORED]
    if not stage.experts or reader in experts:
        return False
    return declared or len(experts) < stage.experts


def check_sheet(stage: Stage, points: Mapping[str, int]) -> None:
    """Whether every criterion has points within its weight.

    Raises:
        Invalid: ``field`` is ``points``.
    """
    if points.keys() != {one.key for one in stage.criteria}:
        raise Invalid("points", "评分表要填完整。请给每一项打分。")
    for one in stage.criteria:
        if not 0 <= points[one.key] <= one.weight:
            raise Invalid("points", f"“{one.label}”请填 0 到 {one.weight} 的整数。")
