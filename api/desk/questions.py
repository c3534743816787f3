"""Questions the index could not answer, passed on to staff and answered in chat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from api.desk.people import Notifier, Staff
from api.domain.errors import Invalid, NotFound, Outdated
from api.domain.redaction import mask
from api.store.database import Unit
from api.store.notices import tell_person
from api.tables.questions import questions

PAGE_SIZE = 20
LONGEST_ANSWER = 4_000


@dataclass(frozen=True, slots=True)
class PassedOn:
    """One question with its answer, if any."""

    number: int
    text: str
    asked_at: datetime
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None


def list_questions(
    unit: Unit, staff: Staff, *, answered: bool = False, page: int = 1
) -> tuple[tuple[PassedOn, ...], int]:
    """One page of open (or answered) questions, and how many there are in all."""
    chosen = questions.c.answered_at.is_not(None) if answered else questions.c.answered_at.is_(None)
    order = questions.c.answered_at.desc() if answered else questions.c.number
    total = unit.connection.execute(
        select(func.count()).select_from(questions).where(chosen)
    ).scalar_one()
    rows = unit.connection.execute(
        select(questions)
        .where(chosen)
        .order_by(order)
        .limit(PAGE_SIZE)
        .offset((max(page, 1) - 1) * PAGE_SIZE)
    ).all()
    return tuple(_question(row) for row in rows), total


def question(unit: Unit, staff: Staff, number: int) -> PassedOn:
    """One question.

    Raises:
        NotFound: there is none with that number.
    """
    row = unit.connection.execute(
        select(questions).where(questions.c.number == number)
    ).one_or_none()
    if row is None:
        raise NotFound(f"没有找到编号 {number} 的提问。请核对编号。")
    return _question(row)


def answer_question(
    unit: Unit, staff: Staff, number: int, *, text: str, notifier: Notifier
) -> None:
    """Answer a question once; the person is told on the channel they used last.

    Raises:
        Invalid: an empty or overlong answer.
        NotFound: there is no such question.
        Outdated: a colleague answered it first.
    """
    text = mask(text.strip())
    if not text:
        raise Invalid("answer", "答复不能为空。请写好后再提交。")
    if len(text) > LONGEST_ANSWER:
        raise Invalid("answer", f"答复最多 {LONGEST_ANSWER} 字，请精简后再提交。")
    asked = question(unit, staff, number)
    changed = unit.connection.execute(
        update(questions)
        .where(questions.c.number == number, questions.c.answered_at.is_(None))
        .values(answer=text, answered_by=staff.username, answered_at=unit.now)
    )
    if changed.rowcount != 1:
        raise Outdated("这个提问已由其他同事答复。请刷新页面查看。")
    person = unit.connection.execute(
        select(questions.c.person).where(questions.c.number == number)
    ).scalar_one()
    tell_person(
        unit, person=person, turn=notifier.answer(asked.text, text, ()), key=f"answer-{number}"
    )


def _question(row: Row[Any]) -> PassedOn:
    return PassedOn(
        number=row.number,
        text=row.text,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )
