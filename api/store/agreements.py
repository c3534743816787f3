"""Agreements (协议) in the database: versions of one claim, each with its terms as drafted."""

from typing import Any

from sqlalchemy import Row, insert, select, update

from api.domain.agreement import MOVES, Agreement, AgreementState, AgreementTerms, WorkAct
from api.domain.errors import Outdated
from api.store.database import Unit
from api.store.work_history import record
from api.tables.agreements import agreements

S = AgreementState
ACT_OF = {
    S.SENT: WorkAct.SENT,
    S.AGREED: WorkAct.AGREED,
    S.DRAFTED: WorkAct.OBJECTED,
    S.IN_FORCE: WorkAct.IN_FORCE,
    S.FULFILLED: WorkAct.FULFILLED,
    S.ENDED: WorkAct.ENDED,
}


def versions_of(unit: Unit, claim: int) -> tuple[Agreement, ...]:
    """Every version of the agreement of a claim, the newest first."""
    rows = unit.connection.execute(
        select(agreements).where(agreements.c.claim == claim).order_by(agreements.c.version.desc())
    ).all()
    return tuple(map(_agreement, rows))


def in_force(unit: Unit, claim: int) -> Agreement | None:
    """The version that binds now."""
    return next((one for one in versions_of(unit, claim) if one.state is S.IN_FORCE), None)


def add(unit: Unit, claim: int, terms: AgreementTerms, *, actor: str) -> Agreement:
    """A new version, drafted now."""
    before = versions_of(unit, claim)
    made = Agreement(claim, len(before) + 1, terms, actor, unit.now)
    unit.connection.execute(
        insert(agreements).values(
            claim=claim,
            version=made.version,
            state=made.state,
            terms=terms.to_json(),
            made_by=actor,
            made_at=unit.now,
            agreed_by="",
        )
    )
    record(unit, claim, WorkAct.DRAFTED, actor=actor, note=made.code)
    return made


def save(
    unit: Unit,
    before: Agreement,
    after: Agreement,
    *,
    actor: str,
    note: str = "",
    act: WorkAct | None = None,
) -> None:
    """Write what became of a version, with its entry in the history.

    Raises:
        Outdated: somebody moved it meanwhile.
    """
    changed = unit.connection.execute(
        update(agreements)
        .where(
            agreements.c.claim == before.claim,
            agreements.c.version == before.version,
            agreements.c.state == before.state,
        )
        .values(state=after.state, agreed_by=after.agreed_by, agreed_at=after.agreed_at)
    )
    if changed.rowcount != 1:
        raise Outdated(f"协议 {before.code} 刚被其他人更新。请按最新内容处理。")
    found = act or ACT_OF.get(after.state)
    if found is not None:  # a version that is superseded is told of by the one in its place
        said = f"{before.code}：{note}" if note else before.code
        record(unit, before.claim, found, actor=actor, note=said)


def end_all(unit: Unit, claim: int, reason: str, *, actor: str) -> None:
    """End every version that could still bind: the claim itself is over."""
    for one in versions_of(unit, claim):
        if S.ENDED in MOVES[one.state]:
            save(unit, one, one.moved(S.ENDED), actor=actor, note=reason)


def _agreement(row: Row[Any]) -> Agreement:
    return Agreement(
        claim=row.claim,
        version=row.version,
        terms=AgreementTerms.of_json(row.terms),
        made_by=row.made_by,
        made_at=row.made_at,
        state=AgreementState(row.state),
        agreed_by=row.agreed_by,
        agreed_at=row.agreed_at,
    )
