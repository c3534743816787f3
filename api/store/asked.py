"""Questions kept for staff, as the conversation leaves them; numbers of persons are masked."""

from datetime import date
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.dialects import postgresql, sqlite

from api.clock import SHANGHAI
from api.domain.asked import PASSED_ON, QuestionState
from api.domain.redaction import mask
from api.store import idempotency
from api.store.database import Unit
from api.store.inbound import clean
from api.tables.questions import question_counts, questions


def note(unit: Unit, text: str, reason: str, given: dict[str, Any]) -> int:
    """Keep a question without saying whose it is; returns its number."""
    return _add(unit, text, reason, given=given)


def pass_on(unit: Unit, person: str, text: str, key: str, noted: int | None) -> int:
    """Make it the question of ``person``, who waits for an answer; returns its number.

    The same ``key`` again is the same question. One that was ``noted`` becomes theirs while it
    is undecided; what was decided without them is asked anew.
    """
    scoped = f"{person}:{key}"
    if earlier := idempotency.recall(unit, "question", scoped):
        return int(earlier.response)
    number = _claimed(unit, person, noted) or _add(unit, text, PASSED_ON, person=person)
    idempotency.record(unit, "question", scoped, number)
    return number


def count(unit: Unit, what: str, *, day: date | None = None, times: int = 1) -> None:
    """So many ``times`` more of ``what`` on ``day``, else today (Shanghai)."""
    on = day or unit.now.astimezone(SHANGHAI).date()
    row = {"day": on, "what": what, "count": times}
    more = {"count": question_counts.c.count + times}
    kind = postgresql if unit.is_postgresql else sqlite
    unit.connection.execute(
        kind.insert(question_counts)
        .values(row)
        .on_conflict_do_update(index_elements=["day", "what"], set_=more)
    )


def _claimed(unit: Unit, person: str, noted: int | None) -> int | None:
    if noted is None:
        return None
    claimed: int | None = unit.connection.execute(
        update(questions)
        .where(
            questions.c.number == noted,
            questions.c.person.is_(None),
            questions.c.state == QuestionState.OPEN,
        )
        .values(person=person)
        .returning(questions.c.number)
    ).scalar()
    return claimed


def _add(unit: Unit, text: str, reason: str, **more: Any) -> int:
    number: int = unit.connection.execute(
        insert(questions)
        .values(
            text=mask(clean(text)),
            reason=reason,
            asked_at=unit.now,
            state=QuestionState.OPEN,
            **more,
        )
        .returning(questions.c.number)
    ).scalar_one()
    return number
