"""Saved results of eligibility; implements ``bot.eligibility.ports.Assessments``."""

from secrets import token_urlsafe

from sqlalchemy import delete, func, insert, select

from api.store.database import Database, Unit
from api.tables.assessments import assessments
from bot.eligibility.ports import KeptAssessment, NewAssessment


class SqlAssessments:
    """``Assessments`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """The results of ``person``."""
        self._unit = unit
        self._person = person

    def keep(self, made: NewAssessment) -> str:
        """See ``Assessments.keep``."""
        mine = assessments.c.person == self._person
        rows = self._unit.connection.execute(
            select(assessments).where(mine, assessments.c.programme == made.programme)
        ).all()
        for row in rows:
            if (row.as_of, row.answers, row.findings) == (made.as_of, made.answers, made.findings):
                return str(row.token)
        token = token_urlsafe(32)
        self._unit.connection.execute(
            insert(assessments).values(
                token=token,
                person=self._person,
                programme=made.programme,
                title=made.title,
                as_of=made.as_of,
                answers=made.answers,
                findings=made.findings,
                made_at=self._unit.now,
            )
        )
        return token

    def count(self) -> int:
        """See ``Assessments.count``."""
        mine = assessments.c.person == self._person
        return self._unit.connection.execute(
            select(func.count()).select_from(assessments).where(mine)
        ).scalar_one()

    def forget(self) -> int:
        """See ``Assessments.forget``."""
        mine = assessments.c.person == self._person
        return self._unit.connection.execute(delete(assessments).where(mine)).rowcount


def kept_assessment(database: Database, token: str) -> KeptAssessment | None:
    """The result under ``token``; ``None`` when there is none, or it was deleted."""
    with database.read() as unit:
        row = unit.connection.execute(
            select(assessments).where(assessments.c.token == token)
        ).one_or_none()
    if row is None:
        return None
    made = NewAssessment(row.programme, row.title, row.as_of, row.answers, row.findings)
    return KeptAssessment(row.token, made, row.made_at)
