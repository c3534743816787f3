"""The money of an Application in a fund pool: committed when the agreement is signed, paid, given
back where not all was used, and released as soon as no more of it will be paid."""

from dataclasses import dataclass, replace

from api.domain.application import Application
from api.domain.application_event import Act, Wish
from api.domain.errors import Invalid
from api.domain.fund_ledger import standing
from api.domain.fund_movement import MovementKind
from api.domain.fund_movement import Wish as Movement
from api.domain.fund_pool import Balances, FundPool
from api.domain.procedure import Procedure, StageKind
from api.store import fund_pools
from api.store.database import Unit

M = MovementKind


def pools_for(unit: Unit, programme: str) -> tuple[FundPool, ...]:
    """The pools that an application under ``programme`` may be paid from."""
    found = fund_pools.all_pools(unit)
    return tuple(pool for pool in found if pool.facts.programme in {None, programme})


def moved(
    unit: Unit, actor: str, procedure: Procedure, application: Application, wish: Wish
) -> Wish:
    """Let the money follow ``wish``, which is allowed; returned with what was entered where.

    Raises:
        Invalid: the pool has too little, or is not for this programme.
        WrongMove: the commitment was undone in the pool's ledger.
    """
    kind = procedure.stage(application.stage).kind
    if wish.act is Act.PASSED and kind is StageKind.AGREEMENT and wish.data["pool"]:
        return _committed(unit, actor, application, wish)
    held, pays = _held(application), _paying(kind, wish)
    if held is None or pays is None:
        return wish
    held.move(unit, actor, M.DISBURSEMENT, pays.paid)
    held.move(unit, actor, M.RELEASE, held.left(unit).committed)
    held.move(unit, actor, M.REFUND, pays.refund)
    return wish


@dataclass(frozen=True, slots=True)
class _Paying:
    """What an act pays and gives back, fen. After each the rest of the commitment is released."""

    paid: int = 0
    refund: int = 0


def _paying(kind: StageKind, wish: Wish) -> _Paying | None:
    if wish.act is Act.PASSED and kind is StageKind.DISBURSEMENT:
        return _Paying(paid=wish.data["fen"])
    is_end = wish.act is Act.PASSED and kind is StageKind.EVALUATION
    if is_end or wish.act in {Act.REJECTED, Act.WITHDRAWN}:
        return _Paying(refund=wish.data.get("refund_fen") or 0)
    return None


@dataclass(frozen=True, slots=True)
class _Held:
    """What a pool holds for an application: the entry ``ordinal`` of its ledger."""

    code: str
    pool: int
    ordinal: int

    def left(self, unit: Unit) -> Balances:
        """What the ledger says is left: an administrator may have moved some of it there."""
        movements = fund_pools.movements_of(unit, self.pool)
        return standing(movements).get(self.ordinal, Balances())

    def move(self, unit: Unit, actor: str, kind: MovementKind, fen: int) -> None:
        """Enter a movement of it, unless it is of nothing."""
        if fen:
            what = Movement(kind, fen, f"申报 {self.code} {kind.label}", of=self.ordinal)
            fund_pools.enter(unit, self.pool, what, actor=actor)


def _committed(unit: Unit, actor: str, application: Application, wish: Wish) -> Wish:
    pool = wish.data["pool"]
    if pool not in {one.number for one in pools_for(unit, application.programme)}:
        raise Invalid("pool", "这个资金池不用于本专项。请从列表里选择。")
    movement = fund_pools.enter(
        unit,
        pool,
        Movement(
            M.COMMITMENT,
            wish.data["fen"],
            f"申报 {application.code} 协议 {wish.data['code']}",
            whole_fen=application.project.total_fen,
        ),
        actor=actor,
    )
    return replace(wish, data={**wish.data, "commitment": movement.ordinal})


def _held(application: Application) -> _Held | None:
    signed = next((one.data for one in application.events if "commitment" in one.data), None)
    if signed is None:
        return None
    return _Held(application.code, signed["pool"], signed["commitment"])
