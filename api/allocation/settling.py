"""From the solver's fractions to whole fen and pieces that keep every bound exactly."""

from collections import defaultdict

from api.allocation.model import Group, Model
from api.allocation.solver import Solution

LOOSE = 100  # fen or pieces a rounding may leave open; they are filled where there is room


def settle(model: Model, solution: Solution) -> list[int]:
    """What each edge gives, in fen or pieces."""
    gives = [
        min(round(float(solution.gives[at])), edge.upper)
        if model.lots[edge.lot][0] in solution.taken
        else 0
        for at, edge in enumerate(model.edges)
    ]
    by_group: dict[Group, list[int]] = defaultdict(list)
    by_lot: dict[int, list[int]] = defaultdict(list)
    for at, edge in enumerate(model.edges):
        by_lot[edge.lot].append(at)
        for group in edge.groups:
            by_group[group].append(at)
    for group, members in by_group.items():
        _lower(gives, members, model.bounds[group])
    for lot, members in by_lot.items():
        _lower(gives, members, model.units(lot))
    for lot, members in by_lot.items():
        short = model.units(lot) - sum(gives[at] for at in members)
        if model.lots[lot][0] in solution.taken and 0 < short <= LOOSE:
            _raise(model, gives, members, short, by_group)
    return gives


def room(model: Model, gives: list[int], at: int, by_group: dict[Group, list[int]]) -> int:
    """How much more an edge could give."""
    edge = model.edges[at]
    left = [
        model.bounds[group] - sum(gives[one] for one in by_group[group]) for group in edge.groups
    ]
    return max(min(edge.upper - gives[at], *left), 0)


def _lower(gives: list[int], members: list[int], bound: int) -> None:
    """Take what is too much off the largest."""
    over = sum(gives[at] for at in members) - bound
    for at in sorted(members, key=lambda one: -gives[one]):
        if over <= 0:
            return
        less = min(over, gives[at])
        gives[at] -= less
        over -= less


def _raise(
    model: Model,
    gives: list[int],
    members: list[int],
    short: int,
    by_group: dict[Group, list[int]],
) -> None:
    """Give what rounding left open to those who give already."""
    for at in members:
        more = min(short, room(model, gives, at, by_group)) if gives[at] else 0
        gives[at] += more
        short -= more
