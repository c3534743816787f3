"""Which people have a report in progress, since when it lies untouched, and when it goes."""

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from api.store.database import Unit
from api.tables.drafts import open_reports
from bot.dialogue.draft import holds_answers
from bot.dialogue.flows.report import REPORT
from bot.dialogue.session import Frame, Session


def of_session(session: Session) -> tuple[Frame, ...]:
    """The reports in progress in which something was said; supplements have a ticket to wait at."""
    return tuple(
        frame
        for frame in session.stack
        if frame.flow == REPORT.name and frame.ticket is None and holds_answers(frame)
    )


def note(unit: Unit, person: str, session: Session) -> None:
    """The person just said something: keep whether ``session`` has such a report. Its time begins
    anew, whatever was said."""
    if not of_session(session):
        unit.connection.execute(delete(open_reports).where(open_reports.c.person == person))
        return
    table = (postgresql.insert if unit.is_postgresql else sqlite.insert)(open_reports)
    unit.connection.execute(
        table.values(person=person, touched_at=unit.now).on_conflict_do_update(
            index_elements=["person"], set_={"touched_at": unit.now, "leaves_at": None}
        )
    )
