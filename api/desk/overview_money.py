"""The money of the overview (概况): how the fund pools stand, and what others gave beside them."""

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add

from api.desk.pool_projects import backed
from api.domain.fund_pool import Balances, leverage
from api.domain.overview import Period
from api.domain.pool_figures import Moved, Planned, PoolFigures, moved, planned, together
from api.store import fund_pools
from api.store.database import Unit
from api.store.overview import begins, ends


@dataclass(frozen=True, slots=True)
class MoneyOverview:
    """Every pool, the oldest first, and all together. A project that several pools give to counts
    once in the ``leverage`` of all."""

    pools: tuple[PoolFigures, ...]
    leverage: Decimal | None

    @property
    def balances(self) -> Balances:
        """The accounts of all pools, as of now; fen."""
        return together(one.pool.balances for one in self.pools)

    @property
    def moved(self) -> Moved:
        """What moved in the period in all pools; fen."""
        return reduce(add, (one.moved for one in self.pools), Moved())

    @property
    def planned(self) -> Planned:
        """What the commitments of all pools were for; fen."""
        return reduce(add, (one.planned for one in self.pools), Planned())


def money_overview(unit: Unit, period: Period) -> MoneyOverview:
    """The pools as they stand now, and what moved in ``period``. Money has no province: a pool is
    for a purpose."""
    pools = fund_pools.all_pools(unit)
    ledgers = fund_pools.all_movements(unit)
    since, until = begins(period.start), ends(period)
    return MoneyOverview(
        pools=tuple(
            PoolFigures(
                pool=pool,
                moved=moved(ledger, since, until),
                planned=planned(ledger),
                leverage=leverage(backed(unit, [ledger])),
            )
            for pool in pools
            for ledger in [ledgers.get(pool.number, ())]
        ),
        leverage=leverage(backed(unit, ledgers.values())),
    )
