"""The money of an Application in a fund pool: committed when the agreement is signed, paid as it
was audited, released when the application ends."""

from dataclasses import replace

from api.domain.application import Application
from api.domain.application_event import Act, Event, Wish
from api.domain.errors import Invalid
from api.domain.fund_movement import MovementKind
from api.domain.fund_movement import Wish as Movement
from api.domain.fund_pool import FundPool
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
    """
    kind = procedure.stage(application.stage).kind
    if wish.act is Act.PASSED and kind is StageKind.AGREEMENT and wish.data["pool"]:
        return _committed(unit, actor, application, wish)
    signed = _commitment(application)
    if signed is None:
        return wish
    agreed: int = signed.data["fen"]
    movements: tuple[tuple[MovementKind, int], ...] = ()
    if wish.act is Act.PASSED and kind is StageKind.DISBURSEMENT:
        paid: int = wish.data["fen"]
        movements = ((M.DISBURSEMENT, paid), (M.RELEASE, agreed - paid))
    elif wish.act in {Act.REJECTED, Act.WITHDRAWN}:
        movements = ((M.RELEASE, agreed),)
    for movement, fen in movements:
        if fen:
            reason = f"申报 {application.code} {movement.label}"
            what = Movement(movement, fen, reason, of=signed.data["commitment"])
            fund_pools.enter(unit, signed.data["pool"], what, actor=actor)
    return wish


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


def _commitment(application: Application) -> Event | None:
    """The signing of the agreement, when money of a pool was committed by it."""
    return next((one for one in application.events if "commitment" in one.data), None)
