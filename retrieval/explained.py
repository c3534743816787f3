"""How an answer came about: what each step knew, and what the gate measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answer import Answer

if TYPE_CHECKING:
    from retrieval.inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class Measure:
    """What the gate measured, and the bound it compares with; ``None``: nothing to measure."""

    value: float | None
    bound: float


@dataclass(frozen=True, slots=True)
class Explained:
    """``answer`` is the very one that ``ask`` gives. ``inquiry`` is what was known at the end;
    ``ended`` names the step that ended it, ``reply`` where all were passed. ``measures`` are the
    gate's, by the names of its thresholds; empty where the question did not get so far."""

    answer: Answer
    inquiry: "Inquiry"
    ended: str
    measures: Mapping[str, Measure]
