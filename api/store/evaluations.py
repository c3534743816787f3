"""Evaluations (评估) of claims in the database: one of each side, which it may change."""

from sqlalchemy import insert, select, update

from api.domain.agreement import WorkAct
from api.domain.evaluation import Evaluation, Side
from api.store.database import Unit
from api.store.work_history import record
from api.tables.agreements import evaluations


def of_claim(unit: Unit, claim: int) -> tuple[Evaluation, ...]:
    """What each side said."""
    rows = unit.connection.execute(
        select(evaluations).where(evaluations.c.claim == claim).order_by(evaluations.c.side.desc())
    ).all()
    return tuple(Evaluation(Side(row.side), row.score, row.words, row.at) for row in rows)


def put(unit: Unit, claim: int, said: Evaluation, *, actor: str) -> None:
    """Keep what one side says now; the history keeps what it said before."""
    here = (evaluations.c.claim == claim) & (evaluations.c.side == said.side)
    values = {"score": said.score, "words": said.words, "person": actor, "at": unit.now}
    changed = unit.connection.execute(update(evaluations).where(here).values(**values))
    if not changed.rowcount:
        unit.connection.execute(insert(evaluations).values(claim=claim, side=said.side, **values))
    note = f"{said.side.label} {said.score} 分{'：' if said.words else ''}{said.words}"
    record(unit, claim, WorkAct.EVALUATED, actor=actor, note=note)
