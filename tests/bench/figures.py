"""One measured figure and how it is printed."""

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """``median`` and ``p95`` in ``unit``; ``budget`` is the most that ``judged`` may be.
    ``note`` says what it was measured on."""

    name: str
    median: float
    p95: float
    unit: str
    budget: float
    judged: str = "p95"
    note: str = ""

    @property
    def within(self) -> bool:
        """Whether the judged value keeps the budget."""
        return (self.median if self.judged == "p50" else self.p95) <= self.budget

    def line(self) -> str:
        """One row of the table."""
        verdict = "ok" if self.within else "OVER"
        limit = f"{self.judged} ≤ {self.budget:g} {self.unit}"
        return (
            f"{self.name:44} p50 {self.median:9.2f}  p95 {self.p95:9.2f} {self.unit:3} "
            f"{limit:18} {verdict}{self.note and f' ({self.note})'}"
        )


def of(
    name: str,
    values: Iterable[float],
    unit: str,
    budget: float,
    judged: str = "p95",
    *,
    note: str = "",
) -> Figure:
    """The figure of some measured values."""
    ordered = sorted(values)
    rank = min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))
    return Figure(name, statistics.median(ordered), ordered[rank], unit, budget, judged, note)


def milliseconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000
