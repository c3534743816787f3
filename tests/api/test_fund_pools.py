"""Fund pools on a real database: sums hold under concurrency, and what was changed is found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from api.desk import pools
from api.domain.errors import Invalid
from api.domain.fund_movement import MovementKind, Wish
from api.domain.fund_pool import PoolFacts
from api.store import fund_pools
from api.store.database import Database
from tests.api.desks import ADMIN

K = MovementKind
FACTS = PoolFacts("助学资金池", "支持乡村助学")


def pool_with(database: Database, fen: int) -> int:
    with database.begin() as unit:
        number = fund_pools.add(unit, FACTS, actor="admin").number
        fund_pools.enter(unit, number, Wish(K.CONTRIBUTION, fen, "到账"), actor="admin")
    return number


def test_fifty_at_once_never_overdraw_a_pool(database: Database) -> None:
    number = pool_with(database, 1_000)

    def commit(at: int) -> bool:
        try:
            with database.begin() as unit:
                pools.enter(
                    unit,
                    ADMIN,
                    number,
                    Wish(K.COMMITMENT, 90, f"项目 {at}"),
                    key=f"k{at}",
                    programme=None,
                )
        except Invalid:
            return False
        return True

    with ThreadPoolExecutor(25) as several:
        done = sum(several.map(commit, range(50)))
    with database.read() as unit:
        pool = fund_pools.load(unit, number)
        assert fund_pools.ledger_is_whole(unit, pool)
    assert done == 11
    assert (pool.balances.available, pool.balances.committed) == (10, 990)


def test_a_form_sent_twice_moves_the_money_once(database: Database) -> None:
    number = pool_with(database, 1_000)
    for _ in range(2):
        with database.begin() as unit:
            wish = Wish(K.COMMITMENT, 100, "项目")
            assert pools.enter(unit, ADMIN, number, wish, key="same", programme=None) == 2
    with database.read() as unit:
        assert fund_pools.load(unit, number).balances.committed == 100


def test_the_database_itself_refuses_to_change_a_movement_or_to_overdraw(
    database: Database,
) -> None:
    pool_with(database, 1_000)
    for statement in (
        "UPDATE fund_movements SET fen = 1",
        "DELETE FROM fund_movements",
        "UPDATE fund_pools SET available = -1, committed = 1001",
        "UPDATE fund_pools SET available = 2000",
    ):
        with pytest.raises(DatabaseError), database.begin() as unit:
            unit.connection.execute(text(statement))


def test_balances_that_are_not_what_the_movements_make_are_found(database: Database) -> None:
    number = pool_with(database, 1_000)
    with database.begin() as unit:
        assert fund_pools.adds_up(unit, fund_pools.load(unit, number))
        unit.connection.execute(text("UPDATE fund_pools SET contributed = 2000, available = 2000"))
        assert not fund_pools.adds_up(unit, fund_pools.load(unit, number))
