"""An Evaluation (评估) of a project: four aspects, in numbers and words, at three phases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from api.domain.application_event import Act, Event
from api.domain.errors import Invalid
from api.domain.procedure import Phase

ASPECTS = {
    "reach": "可及性",
    "fit": "适配性",
    "effect": "有效性",
    "lasting": "可持续性",
}
MOST = 100
GRADES = {"excellent": "优秀", "good": "合格", "poor": "不合格"}
EXCELLENT = "excellent"
POOR = "poor"


class Result(StrEnum):
    """What follows from the check of the quality during the delivery. To end the project instead
    is a decision of its own."""

    GO_ON = "go_on"
    MEND = "mend"


RESULTS = {Result.GO_ON: "继续实施", Result.MEND: "限期整改"}


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One evaluation, made ``at`` (UTC); of each aspect its points (0–100) and the words beside
    them. ``result`` counts for the delivery only."""

    phase: Phase
    points: Mapping[str, int]
    words: Mapping[str, str]
    at: datetime
    result: Result = Result.GO_ON


def evaluations(events: Iterable[Event]) -> dict[Phase, Evaluated]:
    """The last evaluation of each phase."""
    return {
        Phase(one.data["phase"]): Evaluated(
            Phase(one.data["phase"]),
            one.data["points"],
            one.data["words"],
            one.at,
            Result(one.data.get("result") or Result.GO_ON),
        )
        for one in events
        if one.act is Act.EVALUATED
    }


def check_evaluation(phase: Phase | None, data: Mapping[str, Any]) -> None:
    """Whether it is of that phase and every aspect has a number and words.

    Raises:
        Invalid: ``field`` is ``points``, ``words`` or ``phase``.
    """
    if phase is None or data.get("phase") != phase:
        raise Invalid("phase", "这一步不做这个阶段的评估。请刷新页面后再填。")
    points, words = data["points"], data["words"]
    if points.keys() != ASPECTS.keys() or not all(0 <= one <= MOST for one in points.values()):
        raise Invalid("points", f"四个方面都要打分，每一项填 0 到 {MOST} 的整数。")
    if words.keys() != ASPECTS.keys() or not all(one.strip() for one in words.values()):
        raise Invalid("words", "四个方面都要写一两句说明。")
