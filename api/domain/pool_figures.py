"""What the overview says of fund pools (资金池): what was planned, and what was paid of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from api.domain.fund_ledger import standing, undone
from api.domain.fund_movement import Movement, MovementKind
from api.domain.fund_pool import Balances, FundPool, sums

K = MovementKind


@dataclass(frozen=True, slots=True)
class Planned:
    """Fen of commitments that were not corrected. ``planned`` is what they were made for,
    ``paid`` what was paid of them and not refunded. ``settled`` and ``settled_paid`` are the same
    of those of which nothing is left to pay."""

    planned: int = 0
    paid: int = 0
    settled: int = 0
    settled_paid: int = 0

    @property
    def variance(self) -> int:
        """Fen by which the settled commitments were paid less than planned (偏差)."""
        return self.settled - self.settled_paid

    @property
    def variance_share(self) -> Decimal | None:
        """The variance as a part of what was planned; ``None`` before anything is settled."""
        return Decimal(self.variance) / self.settled if self.settled else None

    def __add__(self, other: "Planned") -> "Planned":
        """Both together."""
        return Planned(
            self.planned + other.planned,
            self.paid + other.paid,
            self.settled + other.settled,
            self.settled_paid + other.settled_paid,
        )


def planned(movements: Sequence[Movement]) -> Planned:
    """What the commitments of one ledger were for, and what became of them."""
    left = standing(movements)
    found = Planned()
    for one in movements:
        if one.ordinal in left:
            paid = left[one.ordinal].disbursed
            settled = not left[one.ordinal].committed
            found += Planned(one.fen, paid, one.fen * settled, paid * settled)
    return found


@dataclass(frozen=True, slots=True)
class Moved:
    """Fen that moved in a period: what came in, was committed anew, and was paid; less what was
    corrected, returned or refunded in it."""

    received: int = 0
    committed: int = 0
    paid: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        """Both together."""
        return Moved(
            self.received + other.received,
            self.committed + other.committed,
            self.paid + other.paid,
        )


def moved(movements: Sequence[Movement], begins: datetime, ends: datetime) -> Moved:
    """What moved from ``begins`` up to, not including, ``ends`` (UTC)."""
    gone = undone(movements)
    inside = [one for one in movements if begins <= one.at < ends]
    net = sums(inside)
    fresh = (one.fen for one in inside if one.kind is K.COMMITMENT and one.ordinal not in gone)
    return Moved(net.contributed - net.returned, sum(fresh), net.disbursed)


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """One pool: how it stands now, what moved in the period, what was planned. ``leverage`` is
    yuan of others per yuan of the pool, ``None`` before it gives to a project."""

    pool: FundPool
    moved: Moved
    planned: Planned
    leverage: Decimal | None


def together(balances: Iterable[Balances]) -> Balances:
    """The accounts of several pools as one."""
    every = tuple(balances)
    return Balances(
        sum(one.contributed for one in every),
        sum(one.available for one in every),
        sum(one.committed for one in every),
        sum(one.disbursed for one in every),
        sum(one.returned for one in every),
    )
