"""The rules of assignment (分配规则) in the database: the last entry of their history."""

from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import IntegrityError

from api.domain.assignment import AssignmentRules, RuleAct
from api.domain.assignment_event import RulesEvent, rule_from_json, rule_json
from api.domain.errors import Outdated
from api.domain.history import chain_is_whole
from api.store.database import Unit
from api.tables.assignment import assignment_rules

OVERTAKEN = "分配规则刚被其他人更新。请刷新页面，按最新内容处理。"


def in_force(unit: Unit) -> AssignmentRules:
    """The rules as they stand."""
    row = _last(unit)
    if row is None:
        return AssignmentRules()
    return AssignmentRules(tuple(rule_from_json(body) for body in row.rules), row.ordinal)


def record(unit: Unit, after: AssignmentRules, act: RuleAct, rule: str, *, actor: str) -> None:
    """Put ``after`` in force, which ``act`` done to ``rule`` made of what stood before.

    Raises:
        Outdated: somebody changed the rules since they were read.
    """
    last = _last(unit)
    if after.version != (last.ordinal if last else 0) + 1:
        raise Outdated(OVERTAKEN)
    event = RulesEvent(
        ordinal=after.version,
        at=unit.now,
        actor=actor,
        act=act,
        rule=rule,
        rules=[rule_json(one) for one in after.rules],
        previous_hash=last.hash if last else "",
    )
    try:
        unit.connection.execute(
            insert(assignment_rules).values(
                ordinal=event.ordinal,
                at=event.at,
                actor=event.actor,
                act=event.act,
                rule=event.rule,
                rules=event.rules,
                previous_hash=event.previous_hash,
                hash=event.hash,
            )
        )
    except IntegrityError:  # two at once, on PostgreSQL
        raise Outdated(OVERTAKEN) from None


def events(unit: Unit) -> tuple[RulesEvent, ...]:
    """All changes, the oldest first."""
    rows = unit.connection.execute(
        select(assignment_rules).order_by(assignment_rules.c.ordinal)
    ).all()
    return tuple(_event(row) for row in rows)


def history_is_whole(unit: Unit) -> bool:
    """Whether no entry was edited or removed behind our back."""
    told, last = events(unit), _last(unit)
    numbered = all(event.ordinal == place for place, event in enumerate(told, start=1))
    return chain_is_whole(told) and numbered and (not last or last.hash == told[-1].hash)


def _last(unit: Unit) -> Row[Any] | None:
    return unit.connection.execute(
        select(assignment_rules).order_by(assignment_rules.c.ordinal.desc()).limit(1)
    ).one_or_none()


def _event(row: Row[Any]) -> RulesEvent:
    return RulesEvent(
        ordinal=row.ordinal,
        at=row.at,
        actor=row.actor,
        act=RuleAct(row.act),
        rule=row.rule,
        rules=row.rules,
        previous_hash=row.previous_hash,
    )
