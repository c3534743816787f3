"""Solve the model with HiGHS: the best set of needs, proved or within the time given."""

import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from api.allocation.filling import fill
from api.allocation.model import Model
from api.domain.allocation import Status, Terms
from api.domain.match_data import MatchData

Switches = dict[tuple[str, int, str], int]  # what a column of zero or one stands for
Floats = NDArray[np.float64]
EXACT = 1e-4  # a proposal this near to the proved bound is called the best
MONEY_SCALE = 1e6  # 万元: figures near 1 keep the solver's tolerances far below a fen


@dataclass(frozen=True, slots=True)
class Solution:
    """What each edge gives, as the solver has it, and which needs are taken."""

    status: Status
    gap: float
    seconds: float
    gives: Floats
    taken: frozenset[int]


class _Rows:
    """Rows of a sparse matrix with a lower and an upper bound each."""

    def __init__(self) -> None:
        self.data: list[float] = []
        self.row: list[int] = []
        self.column: list[int] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, entries: list[tuple[int, float]], low: float, high: float) -> None:
        at = len(self.low)
        for column, value in entries:
            self.row.append(at)
            self.column.append(column)
            self.data.append(value)
        self.low.append(low)
        self.high.append(high)

    def constraint(self, size: int) -> LinearConstraint:
        shape = (len(self.low), size)
        return LinearConstraint(
            csr_array((self.data, (self.row, self.column)), shape=shape), self.low, self.high
        )


def solve(model: Model, terms: Terms, data: MatchData, seconds: float) -> Solution:
    """The needs to take and what each edge gives; ``seconds`` bound the search."""
    begun = time.perf_counter()
    needs, edges = len(model.wanted), len(model.edges)
    if not edges:
        return Solution(Status.OPTIMAL, 0.0, 0.0, np.zeros(0), frozenset())
    binaries, size = _binaries(model, terms, needs + edges)
    upper = np.ones(size)
    upper[needs : needs + edges] = [e.upper / _scale(model, e.lot) for e in model.edges]
    whole = np.ones(size)
    whole[needs : needs + edges] = 0
    worth = _worth(model, data, size)
    found = milp(
        -worth,
        integrality=whole,
        bounds=Bounds(np.zeros(size), upper),
        constraints=_rows(model, terms, binaries).constraint(size),
        options={"time_limit": seconds, "mip_rel_gap": EXACT},
    )
    scales = np.array([_scale(model, edge.lot) for edge in model.edges])
    plain = fill(model, terms, [one.worth(data) for one in model.wanted])
    by_hand, reached = -float(worth[needs : needs + edges] @ (plain.gives / scales)), found.fun
    bound = -float(found.mip_dual_bound) if found.mip_dual_bound is not None else np.inf
    spent = time.perf_counter() - begun
    if found.x is None or by_hand < reached - EXACT:  # the search was too short to beat it
        gap = 1 + by_hand / bound if bound > 0 else 0.0
        return Solution(Status.BEST_FOUND, gap, spent, plain.gives, plain.taken)
    return Solution(
        status=Status.OPTIMAL if found.status == 0 else Status.BEST_FOUND,
        gap=1 + reached / bound if bound > 0 else 0.0,
        seconds=spent,
        gives=np.array(found.x[needs : needs + edges]) * scales,
        taken=frozenset(int(at) for at in np.flatnonzero(found.x[:needs] > 0.5)),
    )


def _scale(model: Model, lot: int) -> float:
    return MONEY_SCALE if model.lots[lot][1].item is None else 1.0


def _binaries(
    model: Model, terms: Terms, first: int
) -> tuple[dict[tuple[str, int, str], int], int]:
    """Columns that say whether an edge, or an organisation for a need, gives anything."""
    columns: Switches = {}
    for at, edge in enumerate(model.edges):
        if edge.least:
            columns.setdefault(("edge", at, ""), first + len(columns))
        if terms.organisation_needs is not None and edge.organisation:
            need = model.lots[edge.lot][0]
            columns.setdefault(("helps", need, edge.organisation), first + len(columns))
    return columns, first + len(columns)


def _worth(model: Model, data: MatchData, size: int) -> Floats:
    """What one unit through each edge adds: the need's worth spread over its lots."""
    worth = np.zeros(size)
    lots_of: dict[int, int] = defaultdict(int)
    for need, _ in model.lots:
        lots_of[need] += 1
    values = [one.worth(data) for one in model.wanted]
    first = len(model.wanted)
    for at, edge in enumerate(model.edges):
        need = model.lots[edge.lot][0]
        share = _scale(model, edge.lot) / (model.units(edge.lot) * lots_of[need])
        worth[first + at] = values[need] * share * (1 + data.allotment["fit"] * edge.score)
    return worth


def _rows(model: Model, terms: Terms, binaries: Switches) -> _Rows:
    rows, first = _Rows(), len(model.wanted)
    by_lot: dict[int, list[int]] = defaultdict(list)
    by_group: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_organisation: dict[str, list[int]] = defaultdict(list)
    for at, edge in enumerate(model.edges):
        by_lot[edge.lot].append(at)
        for group in edge.groups:
            by_group[group].append(at)
        _switches(model, binaries, at, rows)
    for lot, (need, _) in enumerate(model.lots):
        asked = model.units(lot) / _scale(model, lot)
        given = [(first + at, 1.0) for at in by_lot[lot]]
        rows.add([*given, (need, -asked)], -np.inf, 0)
        rows.add([*given, (need, -asked * float(terms.least_share))], 0, np.inf)
    for group, members in by_group.items():
        scale = _scale(model, model.edges[members[0]].lot)
        rows.add([(first + at, 1.0) for at in members], 0, model.bounds[group] / scale)
    for (kind, _, organisation), column in binaries.items():
        if kind == "helps":
            by_organisation[organisation].append(column)
    for columns in by_organisation.values():
        rows.add([(column, 1.0) for column in columns], 0, float(terms.organisation_needs or 0))
    return rows


def _switches(model: Model, binaries: Switches, at: int, rows: _Rows) -> None:
    """An edge gives its least at least or nothing, and nothing unless its organisation helps."""
    edge = model.edges[at]
    scale, column = _scale(model, edge.lot), len(model.wanted) + at
    helps = binaries.get(("helps", model.lots[edge.lot][0], edge.organisation))
    if helps is not None:
        rows.add([(column, 1.0), (helps, -edge.upper / scale)], -np.inf, 0)
    gives = binaries.get(("edge", at, ""))
    if gives is not None:
        rows.add([(column, 1.0), (gives, -edge.upper / scale)], -np.inf, 0)
        rows.add([(column, 1.0), (gives, -edge.least / scale)], 0, np.inf)
