"""Reminds once of a draft that lies untouched, and deletes it on the day the reminder named."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, delete, select, update

from api.domain.draft_limits import REMIND_AFTER, leaves_at
from api.store.database import Database, Unit
from api.store.notices import tell_person
from api.tables.drafts import drafts
from bot.dialogue.session_json import frame_from_json
from bot.ports import Draft

AT_ONCE = 100  # reminders in one transaction, so that nobody's message waits long for it
Remind = Callable[[Draft, datetime], dict[str, Any]]


class DraftReminders:
    """Safe to run in several processes at once, and again after a crash."""

    def __init__(self, database: Database, remind: Remind) -> None:
        """``remind`` makes the turn (JSON) for a draft and the moment it will be deleted."""
        self._database = database
        self._remind = remind

    def __call__(self) -> int:
        """Do what is due; returns how many people were reminded."""
        with self._database.begin() as unit:
            unit.connection.execute(delete(drafts).where(drafts.c.leaves_at <= unit.now))
            due = unit.connection.execute(
                select(drafts)
                .where(drafts.c.leaves_at.is_(None), drafts.c.touched_at <= unit.now - REMIND_AFTER)
                .order_by(drafts.c.touched_at)
                .limit(AT_ONCE)
                .with_for_update(skip_locked=True)
            ).all()
            for row in due:
                self._say(unit, row)
        return len(due)

    def _say(self, unit: Unit, row: Row[Any]) -> None:
        leaves = leaves_at(row.touched_at, unit.now)
        draft = Draft(frame_from_json(row.frame), row.touched_at)
        turn = partial(self._remind, draft, leaves)
        key = f"draft:{row.person}:{row.nonce}:{row.touched_at.isoformat()}"
        tell_person(unit, person=row.person, turn=turn, key=key)
        unit.connection.execute(
            update(drafts)
            .where(drafts.c.person == row.person, drafts.c.nonce == row.nonce)
            .values(leaves_at=leaves)
        )
