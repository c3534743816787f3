"""A proposal for a set of needs: model, solution, whole amounts, and why others are left out."""

from collections.abc import Sequence

from api.allocation.explaining import Explaining
from api.allocation.model import Model, amount, build
from api.allocation.settling import settle
from api.allocation.solver import solve
from api.domain.allocation import Allocation, Capacity, Grant, Terms, Wanted
from api.domain.match_data import match_data
from api.domain.matching import OfferIndex

SECONDS = 30.0


def propose(
    wanted: Sequence[Wanted],
    capacities: Sequence[Capacity],
    terms: Terms,
    index: OfferIndex | None = None,
    seconds: float = SECONDS,
) -> Allocation:
    """The needs most worth covering, and by whom.

    ``index`` holds the offers of ``capacities`` in their order.

    Raises:
        Invalid: the terms make no sense.
    """
    terms.checked()
    index = index or OfferIndex([capacity.offer for capacity in capacities])
    model = build(wanted, capacities, index, terms)
    solution = solve(model, terms, match_data(), seconds)
    gives = settle(model, solution)
    explaining = Explaining(model, index, terms, gives, solution.status)
    return Allocation(
        status=solution.status,
        gap=round(solution.gap, 6),
        seconds=round(solution.seconds, 3),
        grants=_grants(model, index, gives),
        left_out=tuple(
            explaining.left_out(at) for at in range(len(wanted)) if at not in solution.taken
        ),
    )


def _grants(model: Model, index: OfferIndex, gives: list[int]) -> tuple[Grant, ...]:
    data = match_data()
    first = sorted(
        (at for at in range(len(gives)) if gives[at]),
        key=lambda at: (
            -model.wanted[model.lots[model.edges[at].lot][0]].worth(data),
            model.edges[at].lot,
            -gives[at],
        ),
    )
    found = []
    for at in first:
        edge = model.edges[at]
        need, lot = model.lots[edge.lot]
        given = amount(lot, gives[at])
        if edge.place is None:
            found.append(Grant(lot, given))
            continue
        match = index.match(model.wanted[need].need, edge.place)
        found.append(Grant(lot, given, match.offer, match.summary))
    return tuple(found)
