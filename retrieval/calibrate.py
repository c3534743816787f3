"""Chooses the bounds of the gate on cases: every combination is tried, and cross-validated."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from retrieval.explained import Explained
from retrieval.gate import Gate
from retrieval.thresholds import Thresholds
from retrieval.weighed import Weighed

Progress = Callable[[int, int], None]

GRID: Mapping[str, Sequence[float]] = {
    "share": (0.15, 0.2, 0.25, 0.3, 0.35, 0.4),
    "unknown": (0.5, 0.6, 0.7),
    "leaning": (0.0, 0.004, 0.006, 0.008, 0.01, 0.012, 0.015, 0.02, 0.03),
    "literal": (0.4, 0.5, 0.6),
}
"""What is tried for each bound."""
CURVE: Sequence[float] = tuple(round(at / 1000, 3) for at in range(-60, 62, 2))
"""The leads over which the curve of the picture runs."""
FOLDS = 5
COST = 2.0  # of one answerable question declined, in unanswerable ones not declined


class ExplainingAsker(Protocol):
    """What is calibrated; ``retrieval.service.Retrieval`` is the real one."""

    @property
    def gate(self) -> Gate:
        """What judges."""

    def explain(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> Explained:
        """The answer, and what was known when it was given."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A case before the gate: what was weighed, or whether it was declined without weighing."""

    answerable: bool
    weighed: Weighed | None
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of the answerable and of the unanswerable cases that were declined."""

    answerable: float
    unanswerable: float

    @property
    def worth(self) -> float:
        """What is gained, less what it costs."""
        return self.unanswerable - COST * self.answerable


@dataclass(frozen=True, slots=True)
class Calibration:
    """``fitted`` are the rates on the cases that chose ``thresholds``; ``validated`` those on
    cases that had no part in choosing; ``before`` those of the bounds there were. ``curve`` has
    the rates for each lead of ``CURVE``, ``table`` those with one bound moved."""

    cases: int
    thresholds: Thresholds
    before: Rates
    fitted: Rates
    validated: Rates
    curve: Sequence[tuple[float, Rates]]
    table: Sequence[tuple[str, float, Rates]]


def measured(
    asker: ExplainingAsker, cases: Sequence[Mapping[str, Any]], progress: Progress
) -> list[Measured]:
    """Every case as far as the gate; cases as ``retrieval.evaluate`` takes them."""
    found = []
    for done, case in enumerate(cases, start=1):
        day = date.fromisoformat(case["as_of"]) if case.get("as_of") else None
        explained = asker.explain(case["q"], as_of=day, context=tuple(case.get("context") or ()))
        inquiry = explained.inquiry
        searched = bool(inquiry.found.hits or inquiry.found.lapsed)
        weighed = asker.gate.weigh(inquiry.question, inquiry.found) if searched else None
        found.append(Measured(bool(case["answerable"]), weighed, explained.answer.status.declined))
        progress(done, len(cases))
    return found


def calibrate(gate: Gate, cases: Sequence[Measured], now: Thresholds) -> Calibration:
    """The best bounds of ``GRID``; those not in it stay as they are ``now``.

    Raises:
        ValueError: when there are too few cases of either kind to validate on.
    """
    kinds = {kind: [one for one in cases if one.answerable is kind] for kind in (True, False)}
    if min(map(len, kinds.values())) < FOLDS:
        raise ValueError(f"at least {FOLDS} answerable and {FOLDS} unanswerable cases are needed")
    ordered = [*kinds[True], *kinds[False]]
    tried = [
        replace(now, **dict(zip(GRID, values, strict=True)))
        for values in itertools.product(*GRID.values())
    ]
    verdicts = {bounds: _declined(gate, ordered, bounds) for bounds in (now, *tried)}
    best = _best(tried, verdicts, ordered, range(len(ordered)), now)
    return Calibration(
        cases=len(ordered),
        thresholds=best,
        before=_rates(verdicts[now], ordered),
        fitted=_rates(verdicts[best], ordered),
        validated=_validated(tried, verdicts, ordered, now),
        curve=[
            (lead, _rates(_declined(gate, ordered, replace(best, leaning=lead)), ordered))
            for lead in CURVE
        ],
        table=[
            (name, value, _rates(verdicts[replace(best, **{name: value})], ordered))
            for name, values in GRID.items()
            for value in values
        ],
    )


Verdicts = Mapping[Thresholds, Sequence[bool]]


def _declined(gate: Gate, cases: Sequence[Measured], bounds: Thresholds) -> list[bool]:
    return [
        one.declined if one.weighed is None else gate.judge(one.weighed, bounds) is not None
        for one in cases
    ]


def _rates(
    verdicts: Sequence[bool], cases: Sequence[Measured], among: Iterable[int] | None = None
) -> Rates:
    counted = range(len(cases)) if among is None else list(among)
    shares = []
    for kind in (True, False):
        declined = [verdicts[at] for at in counted if cases[at].answerable is kind]
        shares.append(sum(declined) / (len(declined) or 1))
    return Rates(round(shares[0], 4), round(shares[1], 4))


def _best(
    tried: Sequence[Thresholds],
    verdicts: Verdicts,
    cases: Sequence[Measured],
    among: Iterable[int],
    now: Thresholds,
) -> Thresholds:
    """Of the best, the one nearest to ``now``: bounds do not wander without a reason."""
    counted = list(among)
    worth = {bounds: _rates(verdicts[bounds], cases, counted).worth for bounds in tried}
    top = max(worth.values())
    return min((one for one in tried if worth[one] == top), key=lambda one: _apart(one, now))


def _apart(one: Thresholds, other: Thresholds) -> float:
    """How far apart two lie, in the widths of the grid."""
    distance = 0.0
    for name, values in GRID.items():
        left, right = getattr(one, name), getattr(other, name)
        distance += abs(left - right) / (max(values) - min(values))
    return distance


def _validated(
    tried: Sequence[Thresholds], verdicts: Verdicts, cases: Sequence[Measured], now: Thresholds
) -> Rates:
    """Each fold judged by the bounds that the others choose."""
    verdict = [False] * len(cases)
    for fold in range(FOLDS):
        others = [at for at in range(len(cases)) if at % FOLDS != fold]
        bounds = _best(tried, verdicts, cases, others, now)
        for at in range(fold, len(cases), FOLDS):
            verdict[at] = verdicts[bounds][at]
    return _rates(verdict, cases)
