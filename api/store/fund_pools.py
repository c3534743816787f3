"""Fund pools (资金池) in the database: every movement under a lock, so that sums always hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from api.domain.errors import Invalid, NotFound
from api.domain.fund_ledger import Last, made, standing
from api.domain.fund_movement import Account, Movement, MovementKind, Wish
from api.domain.fund_pool import Balances, FundPool, PoolFacts, sums
from api.domain.history import chain_is_whole
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.fund_pools import fund_movements, fund_pools


def add(unit: Unit, facts: PoolFacts, *, actor: str) -> FundPool:
    """A new, empty pool.

    Raises:
        Invalid: one of that name exists.
    """
    pools = fund_pools.c
    if unit.connection.execute(select(pools.number).where(pools.name == facts.name)).scalar():
        raise Invalid("name", f"已经有名为“{facts.name}”的资金池。请换一个名称。")
    number: int = unit.connection.execute(
        insert(fund_pools)
        .values(
            name=facts.name,
            purpose=facts.purpose,
            programme=facts.programme,
            cap_fen=facts.cap_fen,
            made_by=actor,
            made_at=unit.now,
            **_columns(Balances()),
        )
        .returning(pools.number)
    ).scalar_one()
    return FundPool(number, facts)


def all_pools(unit: Unit) -> tuple[FundPool, ...]:
    """Every pool, the oldest first."""
    rows = unit.connection.execute(select(fund_pools).order_by(fund_pools.c.number)).all()
    return tuple(map(_pool, rows))


def available(unit: Unit) -> int:
    """Fen that all pools together can still commit."""
    total = select(func.coalesce(func.sum(fund_pools.c.available), 0))
    return int(unit.connection.execute(total).scalar_one())


def load(unit: Unit, number: int, *, to_change: bool = False) -> FundPool:
    """The pool with that number; ``to_change`` keeps all others from changing it meanwhile.

    Raises:
        NotFound: there is none.
    """
    wanted = select(fund_pools).where(fund_pools.c.number == number)
    # On SQLite a writing unit is always alone.
    row = unit.connection.execute(wanted.with_for_update() if to_change else wanted).one_or_none()
    if row is None:
        raise NotFound("没有找到这个资金池。请从资金池列表里打开。")
    return _pool(row)


def enter(unit: Unit, number: int, wish: Wish, *, actor: str) -> Movement:
    """Let the money move, when it is there.

    Raises:
        NotFound: no such pool, or no such entry in it.
        Invalid: no reason, or an amount that is none, above the cap, or more than there is.
        WrongMove: what the movement refers to does not allow it.
    """
    pool = load(unit, number, to_change=True)
    place = next_place(unit, fund_movements.c.pool, number)
    movement = made(
        wish,
        movements_of(unit, number) if wish.of is not None else (),
        last=Last(place.ordinal - 1, place.previous_hash),
        actor=actor,
        at=unit.now,
    )
    pool.check(movement)
    unit.connection.execute(
        update(fund_pools)
        .where(fund_pools.c.number == number)
        .values(**_columns(pool.balances.after(movement)))
    )
    append(
        unit,
        fund_movements.c.pool,
        number,
        movement.ordinal,
        movement,
        kind=movement.kind,
        giving=movement.giving,
        taking=movement.taking,
        fen=movement.fen,
        reason=movement.reason,
        of_entry=movement.of,
        ticket=movement.ticket,
        whole_fen=movement.whole_fen,
    )
    return movement


def movements_of(unit: Unit, number: int) -> tuple[Movement, ...]:
    """The ledger of a pool, the oldest entry first."""
    rows = unit.connection.execute(
        select(fund_movements)
        .where(fund_movements.c.pool == number)
        .order_by(fund_movements.c.ordinal)
    ).all()
    return tuple(map(_movement, rows))


def all_movements(unit: Unit) -> dict[int, tuple[Movement, ...]]:
    """The ledger of each pool that has entries, by its number; the oldest entry first."""
    rows = unit.connection.execute(
        select(fund_movements).order_by(fund_movements.c.pool, fund_movements.c.ordinal)
    )
    of_pool = groupby(rows, key=lambda row: row.pool)
    return {number: tuple(map(_movement, entries)) for number, entries in of_pool}


@dataclass(frozen=True, slots=True)
class Backing:
    """What a pool gives to one need: fen still committed, and fen paid and not refunded."""

    pool: FundPool
    committed: int
    disbursed: int


def backing_of(unit: Unit, ticket: int) -> tuple[Backing, ...]:
    """The pools that give to the need of a ticket, the oldest first."""
    rows = unit.connection.execute(
        select(fund_movements.c.pool)
        .where(fund_movements.c.ticket == ticket)
        .distinct()
        .order_by(fund_movements.c.pool)
    ).scalars()
    found = (_backing(unit, number, ticket) for number in rows.all())
    return tuple(one for one in found if one.committed or one.disbursed)


def _backing(unit: Unit, number: int, ticket: int) -> Backing:
    movements = movements_of(unit, number)
    left = standing(movements)
    given = [left[one.ordinal] for one in movements if one.ticket == ticket and one.ordinal in left]
    return Backing(
        load(unit, number),
        sum(one.committed for one in given),
        sum(one.disbursed for one in given),
    )


def adds_up(unit: Unit, pool: FundPool) -> bool:
    """Whether the balances are what the movements make, and none is below zero."""
    return sums(movements_of(unit, pool.number)) == pool.balances and pool.balances.add_up


def ledger_is_whole(unit: Unit, pool: FundPool) -> bool:
    """Whether no entry was edited or removed, and the balances are what the entries make."""
    told = movements_of(unit, pool.number)
    last = unit.connection.execute(
        select(fund_movements.c.hash)
        .where(fund_movements.c.pool == pool.number)
        .order_by(fund_movements.c.ordinal.desc())
        .limit(1)
    ).scalar()
    is_chained = chain_is_whole(told) and last == (told[-1].hash if told else None)
    return is_chained and adds_up(unit, pool)


def _columns(balances: Balances) -> Mapping[str, Any]:
    return {
        "contributed": balances.contributed,
        "available": balances.available,
        "committed": balances.committed,
        "disbursed": balances.disbursed,
        "returned": balances.returned,
    }


def _pool(row: Row[Any]) -> FundPool:
    return FundPool(
        number=row.number,
        facts=PoolFacts(row.name, row.purpose, row.programme, row.cap_fen),
        balances=Balances(
            row.contributed, row.available, row.committed, row.disbursed, row.returned
        ),
    )


def _movement(row: Row[Any]) -> Movement:
    return Movement(
        ordinal=row.ordinal,
        at=row.at,
        actor=row.actor,
        kind=MovementKind(row.kind),
        giving=Account(row.giving),
        taking=Account(row.taking),
        fen=row.fen,
        reason=row.reason,
        of=row.of_entry,
        ticket=row.ticket,
        whole_fen=row.whole_fen,
        previous_hash=row.previous_hash,
    )
