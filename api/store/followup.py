"""Questions of staff about tickets and what reporters say of the delivery, in the database."""

from collections import Counter
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from api.domain.followup import MARKS, WORRYING, Feedback, Said, Signal, StaffQuestion
from api.store.database import Database, Unit
from api.store.inbound import clean
from api.tables.followup import ticket_feedback as feedback_rows
from api.tables.followup import ticket_questions as questions
from api.tables.tickets import tickets

MOST_SIGNALS = 50


def ask(unit: Unit, ticket: int, text: str, by: str) -> StaffQuestion:
    """Keep a question of staff about a ticket."""
    number = unit.connection.execute(
        insert(questions)
        .values(ticket=ticket, text=clean(text), asked_by=by, asked_at=unit.now)
        .returning(questions.c.number)
    ).scalar_one()
    return StaffQuestion(number, ticket, clean(text), by, unit.now)


def questions_of(unit: Unit, *numbers: int) -> tuple[StaffQuestion, ...]:
    """The questions about these tickets, oldest first."""
    rows = unit.connection.execute(
        select(questions).where(questions.c.ticket.in_(numbers)).order_by(questions.c.number)
    ).all()
    return tuple(_question(row) for row in rows)


def answer(unit: Unit, number: int, text: str) -> bool:
    """Keep the answer; ``False`` when there is one already."""
    changed = unit.connection.execute(
        update(questions)
        .where(questions.c.number == number, questions.c.answered_at.is_(None))
        .values(answer=clean(text), answered_at=unit.now)
    )
    return changed.rowcount == 1


def add_feedback(unit: Unit, ticket: int, said: Feedback) -> None:
    """Keep what the reporter said."""
    unit.connection.execute(
        insert(feedback_rows).values(ticket=ticket, feedback=said, text="", at=unit.now)
    )


def explain(unit: Unit, ticket: int, text: str) -> None:
    """Add a sentence to what the reporter said last of this ticket."""
    last = (
        select(func.max(feedback_rows.c.id))
        .where(feedback_rows.c.ticket == ticket)
        .scalar_subquery()
    )
    before: str | None = unit.connection.execute(
        select(feedback_rows.c.text).where(feedback_rows.c.id == last)
    ).scalar()
    whole = "\n".join(filter(None, (before, clean(text))))
    unit.connection.execute(
        update(feedback_rows).where(feedback_rows.c.id == last).values(text=whole)
    )


def feedback_of(unit: Unit, ticket: int) -> tuple[Said, ...]:
    """What the reporter said of a ticket, oldest first."""
    rows = unit.connection.execute(
        select(feedback_rows).where(feedback_rows.c.ticket == ticket).order_by(feedback_rows.c.id)
    ).all()
    return tuple(Said(Feedback(row.feedback), row.at, row.text) for row in rows)


def signals(unit: Unit) -> tuple[Signal, ...]:
    """What reporters said and nobody at the desk has acted on since, the oldest first.

    A ticket is changed in the moment the reporter speaks; whatever staff do changes it again.
    """
    worries = select(
        feedback_rows.c.ticket, feedback_rows.c.feedback, feedback_rows.c.at, tickets.c.title
    ).join(
        tickets,
        (tickets.c.number == feedback_rows.c.ticket) & (tickets.c.changed_at == feedback_rows.c.at),
    )
    answers = select(questions.c.ticket, questions.c.answered_at, tickets.c.title).join(
        tickets,
        (tickets.c.number == questions.c.ticket)
        & (tickets.c.changed_at == questions.c.answered_at),
    )
    found = [
        Signal(row.ticket, row.title, row.at, Feedback(row.feedback))
        for row in unit.connection.execute(
            worries.where(feedback_rows.c.feedback.in_(WORRYING)).limit(MOST_SIGNALS)
        )
    ]
    found += [
        Signal(row.ticket, row.title, row.answered_at, None)
        for row in unit.connection.execute(answers.limit(MOST_SIGNALS))
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def feedback_counts(database: Database) -> dict[str, float]:
    """How many tickets bear each mark (the latest counts), and how often each else was said."""
    with database.read() as unit:
        rows = unit.connection.execute(
            select(feedback_rows.c.ticket, feedback_rows.c.feedback).order_by(feedback_rows.c.id)
        ).all()
    marks = {row.ticket: row.feedback for row in rows if row.feedback in MARKS}
    counted = Counter(marks.values())
    counted.update(row.feedback for row in rows if row.feedback not in MARKS)
    return {said.value: float(counted[said.value]) for said in Feedback}


def _question(row: Row[Any]) -> StaffQuestion:
    return StaffQuestion(
        number=row.number,
        ticket=row.ticket,
        text=row.text,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_at=row.answered_at,
    )
