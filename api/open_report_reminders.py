"""Reminds once of a report that was left half-way, and ends it on the day the reminder named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, delete, select, update

from api.domain.draft_limits import REMIND_AFTER, leaves_at
from api.store.database import Database, Unit
from api.store.files import FileStore
from api.store.notices import tell_person
from api.store.open_reports import of_session
from api.store.transaction import SqlTransaction
from api.tables.conversation import sessions
from api.tables.drafts import open_reports
from bot.dialogue.session_json import session_from_json
from bot.ports import Draft

AT_ONCE = 100  # in one transaction, so that nobody's message waits long for it
Remind = Callable[[Draft, datetime], dict[str, Any]]


class OpenReportReminders:
    """Safe to run in several processes at once, and again after a crash."""

    def __init__(self, database: Database, files: FileStore, remind: Remind) -> None:
        """``remind`` makes the turn (JSON) for a report and the moment it will be ended."""
        self._database = database
        self._files = files
        self._remind = remind

    def __call__(self) -> int:
        """Do what is due; returns how many people were reminded."""
        with self._database.read() as unit:
            over = unit.connection.execute(
                select(open_reports.c.person).where(open_reports.c.leaves_at <= unit.now)
            ).scalars()
            people = tuple(over)
        for person in people:
            self._end(person)
        with self._database.begin() as unit:
            due = unit.connection.execute(
                select(open_reports, sessions.c.body)
                .join(sessions, sessions.c.person == open_reports.c.person)
                .where(
                    open_reports.c.leaves_at.is_(None),
                    open_reports.c.touched_at <= unit.now - REMIND_AFTER,
                )
                .order_by(open_reports.c.touched_at)
                .limit(AT_ONCE)
                .with_for_update(skip_locked=True, of=open_reports)
            ).all()
            for row in due:
                self._say(unit, row)
        return len(due)

    def _say(self, unit: Unit, row: Row[Any]) -> None:
        leaves = leaves_at(row.touched_at, unit.now)
        for frame in of_session(session_from_json(row.body)):
            draft = Draft(frame, row.touched_at)
            tell_person(
                unit,
                person=row.person,
                turn=partial(self._remind, draft, leaves),
                key=f"open:{row.person}:{frame.nonce}:{row.touched_at.isoformat()}",
            )
        unit.connection.execute(
            update(open_reports).where(open_reports.c.person == row.person).values(leaves_at=leaves)
        )

    def _end(self, person: str) -> None:
        """End the reports of ``person``, unless they were taken up a moment ago."""
        with self._database.begin() as unit:
            talk = SqlTransaction(unit, person, self._files, frozenset())
            still = unit.connection.execute(
                delete(open_reports)
                .where(open_reports.c.person == person, open_reports.c.leaves_at <= unit.now)
                .returning(open_reports.c.person)
            ).scalar()
            if still is None:
                return
            session = talk.session()
            over = of_session(session)
            stack = tuple(frame for frame in session.stack if frame not in over)
            talk.save(replace(session, stack=stack))
