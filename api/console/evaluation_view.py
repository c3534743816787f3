"""The evaluations (评估) of a project side by side: a table over the phases, and a chart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from markupsafe import Markup

from api.console.bar_chart import grouped_chart
from api.domain.procedure import Phase
from api.domain.project_evaluation import ASPECTS, MOST, RESULTS, Evaluated


@dataclass(frozen=True, slots=True)
class Cell:
    """What one phase says of an aspect; ``change`` is against the phase before, in points."""

    phase: str
    points: int
    words: str
    change: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The table: of each aspect its label and a cell for each phase there is; and the chart."""

    phases: tuple[tuple[str, datetime, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    chart: Markup


def compared(found: Mapping[Phase, Evaluated]) -> Compared | None:
    """The evaluations of ``found`` in the order of the phases; ``None`` without any."""
    made = [found[phase] for phase in Phase if phase in found]
    if not made:
        return None
    return Compared(
        phases=tuple((one.phase.label, one.at, _result(one)) for one in made),
        rows=tuple((label, _cells(made, key)) for key, label in ASPECTS.items()),
        chart=grouped_chart(
            "各阶段评估的得分",
            tuple(ASPECTS.values()),
            [(one.phase.label, [one.points[key] for key in ASPECTS]) for one in made],
            most=MOST,
        ),
    )


def _cells(made: list[Evaluated], key: str) -> tuple[Cell, ...]:
    points = [one.points[key] for one in made]
    changes = [None, *(after - before for before, after in pairwise(points))]
    return tuple(
        Cell(one.phase.label, one.points[key], one.words[key], change)
        for one, change in zip(made, changes, strict=True)
    )


def _result(one: Evaluated) -> str:
    return RESULTS[one.result] if one.phase is Phase.DURING else ""
