"""The money of the overview on a real database: each pool, and all of them together."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from api.desk.overview_money import MoneyOverview, money_overview
from api.domain.claim import ClaimState
from api.domain.fund_movement import MovementKind, Wish
from api.domain.fund_pool import Balances, PoolFacts
from api.domain.overview import Period
from api.domain.pool_figures import Moved, Planned
from api.store import claims, fund_pools
from api.store.database import Database
from tests.api.claimants import MONEY_NEED, organised, published, yuan
from tests.api.desks import ledger_of
from tests.fakes import FixedClock

K = MovementKind
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def looked(database: Database, period: Period = SEPTEMBER) -> MoneyOverview:
    with database.read() as unit:
        return money_overview(unit, period)


def pool(database: Database, name: str, *wishes: Wish) -> None:
    with database.begin() as unit:
        number = fund_pools.add(unit, PoolFacts(name, "助学"), actor="admin").number
        for wish in wishes:
            fund_pools.enter(unit, number, wish, actor="admin")


def test_without_pools_there_is_nothing_to_add_up(database: Database) -> None:
    found = looked(database)
    assert found.pools == ()
    assert (found.balances, found.moved, found.planned) == (Balances(), Moved(), Planned())
    assert found.leverage is None


def test_pools_are_told_one_by_one_and_together(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    ticket = published(ledger_of(database, tmp_path), database, MONEY_NEED).number
    with database.begin() as unit:
        key = organised(unit, 1)
        claims.add(unit, ticket, key, yuan(30_000), actor="li", state=ClaimState.CONFIRMED)
    money = Wish(K.CONTRIBUTION, 5_000_000, "到账")
    pool(
        database,
        "甲",
        money,
        Wish(K.COMMITMENT, 1_000_000, "项目", ticket=ticket),
        Wish(K.DISBURSEMENT, 900_000, "按审定金额", of=2),
        Wish(K.RELEASE, 100_000, "结余", of=2),
    )
    pool(database, "乙", money, Wish(K.COMMITMENT, 600_000, "项目", ticket=ticket))
    pool(database, "丙")
    clock.at += timedelta(days=40)
    found = looked(database)
    one, two, empty = found.pools
    assert one.planned == Planned(1_000_000, 900_000, 1_000_000, 900_000)
    assert two.planned == Planned(600_000, 0, 0, 0)
    assert empty.leverage is None
    assert (one.leverage, two.leverage) == (Decimal("3.33"), Decimal("5.00"))
    assert found.leverage == Decimal("2.00")  # the same claim moved by both counts once
    assert found.moved == Moved(10_000_000, 1_600_000, 900_000)
    assert found.balances == Balances(10_000_000, 8_500_000, 600_000, 900_000)
    assert looked(database, OCTOBER).moved == Moved()
    assert looked(database, OCTOBER).balances == found.balances  # as of now, whatever the period
