"""Fund pools (资金池) as staff see and change them; a movement has a reason and happens once."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal

from api.clock import SHANGHAI
from api.desk.people import Staff
from api.desk.pool_projects import backed, given
from api.domain.duties import Duty
from api.domain.errors import Invalid
from api.domain.fund_ledger import standing, undone
from api.domain.fund_movement import Movement, MovementKind, Wish
from api.domain.fund_pool import Balances, FundPool, PoolFacts, leverage
from api.domain.overview import Period
from api.domain.pool_limit import check_limits
from api.domain.programme import Programme
from api.domain.programme_year import Span
from api.store import fund_pools as store
from api.store import tickets
from api.store.database import Unit
from api.store.idempotency import recall, record
from api.store.overview import begins, ends
from api.store.refusals import note_refusal

K = MovementKind
REFUSED = "fund_pool"  # the rule in the audit of refusals


@dataclass(frozen=True, slots=True)
class PoolLine:
    """One pool in the list. ``leverage`` is yuan of others per yuan of the pool."""

    pool: FundPool
    leverage: Decimal | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement as shown: whether it was undone, and of a commitment what is left of it."""

    movement: Movement
    undone: bool
    left: Balances | None


@dataclass(frozen=True, slots=True)
class PoolPage:
    """Everything staff see of one pool. ``whole``: chain and sums hold."""

    line: PoolLine
    entries: tuple[Entry, ...]
    whole: bool

    @property
    def open_commitments(self) -> tuple[Entry, ...]:
        """Commitments of which something may be paid, released or refunded."""
        return tuple(
            one for one in self.entries if one.left and (one.left.committed or one.left.disbursed)
        )


def list_pools(unit: Unit) -> tuple[PoolLine, ...]:
    """All pools, the oldest first."""
    return tuple(
        PoolLine(pool, leverage(backed(unit, [store.movements_of(unit, pool.number)])))
        for pool in store.all_pools(unit)
    )


def pool_page(unit: Unit, number: int) -> PoolPage:
    """One pool with its ledger, the oldest entry first.

    Raises:
        NotFound: there is none with that number.
    """
    pool = store.load(unit, number)
    movements = store.movements_of(unit, number)
    gone, left = undone(movements), standing(movements)
    return PoolPage(
        line=PoolLine(pool, leverage(backed(unit, [movements]))),
        entries=tuple(
            Entry(
                movement=one,
                undone=one.ordinal in gone,
                left=left.get(one.ordinal),
            )
            for one in movements
        ),
        whole=store.ledger_is_whole(unit, pool),
    )


def taken_movements(
    unit: Unit, staff: Staff, period: Period | None
) -> Iterator[tuple[FundPool, Entry]]:
    """The movements of all pools in ``period`` (at any time without one), pool by pool, the oldest
    first.

    Raises:
        NotAllowed: ``staff`` may not see pools.
    """
    staff.require(Duty.SEE_FIGURES)
    return _movements(unit, period)


def _movements(unit: Unit, period: Period | None) -> Iterator[tuple[FundPool, Entry]]:
    ledgers = store.all_movements(unit)
    span = None if period is None else Span(begins(period.start), ends(period))
    for pool in store.all_pools(unit):
        movements = ledgers.get(pool.number, ())
        gone = undone(movements)
        for one in movements:
            if span is None or one.at in span:
                yield pool, Entry(one, one.ordinal in gone, None)


def programme_of(unit: Unit, number: int) -> str | None:
    """The key of the programme that binds a pool.

    Raises:
        NotFound: there is no pool with that number.
    """
    return store.load(unit, number).facts.programme


def make_pool(unit: Unit, staff: Staff, facts: PoolFacts, programmes: Container[str]) -> FundPool:
    """A new, empty pool; its programme is one of ``programmes``, by key.

    Raises:
        NotAllowed: not somebody who keeps the money.
        Invalid: no such programme, or a pool of that name exists.
    """
    staff.require(Duty.KEEP_MONEY)
    if facts.programme is not None and facts.programme not in programmes:
        raise Invalid("programme", "没有这个专项。请从列表里选择。")
    return store.add(unit, facts, actor=staff.username)


def enter(
    unit: Unit, staff: Staff, number: int, wish: Wish, *, key: str, programme: Programme | None
) -> int:
    """Enter a movement once, however often its form (``key``) comes; returns its ordinal.
    ``programme`` is that of the pool, as its sources stand today.

    Raises:
        NotAllowed: not somebody who keeps the money.
        Invalid: an amount the pool, its cap or its programme does not allow, or no reason.
        NotFound: no such pool, entry or need.
        WrongMove: what the movement refers to does not allow it.
    """
    staff.require(Duty.KEEP_MONEY)
    pool = store.load(unit, number, to_change=True)
    scope = f"pool-{number}"
    if not key:
        raise Invalid("key", "这张表单不完整。请刷新页面后再填一次。")
    if done := recall(unit, scope, key):
        return int(done.response)
    if wish.kind is K.COMMITMENT:
        _check_commitment(unit, pool, wish, programme)
    movement = store.enter(unit, number, wish, actor=staff.username)
    record(unit, scope, key, movement.ordinal)
    return movement.ordinal


def note_refused(unit: Unit, staff: Staff, number: int, reason: str) -> None:
    """Keep that a movement was refused, for the audit."""
    note_refusal(
        unit, actor=staff.username, what=REFUSED, subject=f"资金池 {number}", reason=reason
    )


def _check_commitment(unit: Unit, pool: FundPool, wish: Wish, programme: Programme | None) -> None:
    if wish.ticket is not None:
        tickets.load(unit, wish.ticket)
    if programme is None:
        return
    earlier = 0
    if wish.ticket is not None:
        projects = given([store.movements_of(unit, pool.number)])
        earlier = sum(one.pool_fen for one in projects.get(wish.ticket, ()))
    check_limits(
        programme, earlier + wish.fen, wish.whole_fen, unit.now.astimezone(SHANGHAI).date()
    )
