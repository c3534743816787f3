"""An allocation as a mixed-integer model: who may give how much of which lot.

Amounts are whole numbers here: fen of money, pieces of things. A need is taken or not; what is
taken is covered to the least share at least.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.domain.allocation import Capacity, Lot, Terms, Wanted
from api.domain.matching import OfferIndex
from api.domain.same_words import things_named

Group = tuple[str, str]  # what is bounded together: the pool, an offer's money, its things


@dataclass(frozen=True, slots=True)
class Edge:
    """One who may give to a lot, up to ``upper``; ``least`` if anything. ``place`` is that of the
    offer in the index, ``None`` for the pool."""

    lot: int
    upper: int
    groups: tuple[Group, ...]
    least: int = 0
    place: int | None = None
    score: float = 0.0
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """``lots`` with the place of their need in ``wanted``, the ``edges``, and the ``bounds``."""

    wanted: Sequence[Wanted]
    lots: tuple[tuple[int, Lot], ...]
    edges: tuple[Edge, ...]
    bounds: dict[Group, int]

    def units(self, lot: int) -> int:
        """How much a lot asks for."""
        return units(self.lots[lot][1])


def units(lot: Lot) -> int:
    """A lot's amount in fen or pieces."""
    return _fen(lot.amount) if lot.item is None else int(lot.amount)


def amount(lot: Lot, whole: int) -> Decimal:
    """The amount of so many fen or pieces of a lot."""
    return Decimal(whole) / 100 if lot.item is None else Decimal(whole)


def build(
    wanted: Sequence[Wanted], capacities: Sequence[Capacity], index: OfferIndex, terms: Terms
) -> Model:
    """The model; ``capacities`` stand in the order of the index's offers."""
    lots = tuple((at, lot) for at, one in enumerate(wanted) for lot in one.lots())
    bounds: dict[Group, int] = {("pool", ""): _fen(terms.pool_yuan)}
    edges: list[Edge] = []
    fitting: dict[int, list[tuple[int, float]]] = {}
    for number, (at, lot) in enumerate(lots):
        if lot.item is None:
            edges += _from_pool(number, lot, terms)
        if at not in fitting:
            fitting[at] = index.fitting(wanted[at].need)
        name = None if lot.item is None else wanted[at].need.items[lot.item].name
        for place, score in fitting[at]:
            capacity = capacities[place]
            groups = _money(capacity, terms) if name is None else _things(capacity, name)
            if groups:
                bounds.update(groups)
                edges.append(_edge(number, lot, (place, score), capacity, groups))
    return Model(wanted, lots, tuple(edge for edge in edges if edge.upper > 0), bounds)


def _from_pool(number: int, lot: Lot, terms: Terms) -> list[Edge]:
    upper = min(int(units(lot) * terms.pool_share), _fen(terms.pool_yuan))
    if terms.pool_cap_yuan is not None:
        upper = min(upper, _fen(terms.pool_cap_yuan))
    return [Edge(number, upper, (("pool", ""),))]


def _money(capacity: Capacity, terms: Terms) -> dict[Group, int]:
    """The bounds on an offer's money; none when no amount is known."""
    owner = capacity.offer.organisation.key
    found: dict[Group, int] = {}
    if capacity.yuan is not None:
        found["money", capacity.offer.key] = _fen(capacity.yuan)
    whole = [capacity.organisation_yuan, terms.organisation_cap_yuan]
    if known := [yuan for yuan in whole if yuan is not None]:
        found["organisation", owner] = _fen(min(known))
    return found


def _things(capacity: Capacity, name: str) -> dict[Group, int]:
    """The bound on the kind of thing ``name`` is; none when the offer has none of it."""
    kinds = sorted(things_named(name) & set(capacity.things or ()))
    return {
        ("things", f"{capacity.offer.key} {kind}"): (capacity.things or {})[kind]
        for kind in kinds[:1]
    }


def _edge(
    number: int, lot: Lot, at: tuple[int, float], capacity: Capacity, groups: dict[Group, int]
) -> Edge:
    offer, (place, score) = capacity.offer, at
    upper, least = min(units(lot), *groups.values()), 0
    if lot.item is None:
        if offer.most_yuan is not None:
            upper = min(upper, _fen(offer.most_yuan))
        least = _fen(offer.least_yuan or Decimal(0))
    return Edge(
        lot=number,
        upper=upper if upper >= least else 0,
        groups=tuple(groups),
        least=least,
        place=place,
        score=score,
        organisation=offer.organisation.key,
    )


def _fen(yuan: Decimal) -> int:
    return int(yuan * 100)
