"""Reports a person has set aside (草稿); implements ``bot.ports.Drafts``."""

from sqlalchemy import delete, insert, or_, select, update

from api.store.database import Unit
from api.tables.drafts import drafts
from bot.dialogue.session import Frame
from bot.dialogue.session_json import frame_from_json, frame_json
from bot.ports import Draft


class SqlDrafts:
    """``bot.ports.Drafts`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """The drafts of ``person``."""
        self._unit = unit
        self._person = person

    def all(self) -> tuple[Draft, ...]:
        """See ``Drafts.all``; one whose day has come is gone, whether or not it is swept."""
        rows = self._unit.connection.execute(
            select(drafts.c.frame, drafts.c.touched_at)
            .where(
                drafts.c.person == self._person,
                or_(drafts.c.leaves_at.is_(None), drafts.c.leaves_at > self._unit.now),
            )
            .order_by(drafts.c.touched_at.desc(), drafts.c.nonce)
        ).all()
        return tuple(Draft(frame_from_json(row.frame), row.touched_at) for row in rows)

    def keep(self, frame: Frame) -> None:
        """See ``Drafts.keep``."""
        self.remove(frame.nonce)
        self._unit.connection.execute(
            insert(drafts).values(
                person=self._person,
                nonce=frame.nonce,
                frame=frame_json(frame),
                touched_at=self._unit.now,
            )
        )

    def rename(self, nonce: str, name: str) -> None:
        """See ``Drafts.rename``."""
        mine = (drafts.c.person == self._person) & (drafts.c.nonce == nonce)
        body = self._unit.connection.execute(
            select(drafts.c.frame).where(mine)
        ).scalar_one_or_none()
        if body is not None:
            self._unit.connection.execute(
                update(drafts).where(mine).values(frame={**body, "name": name})
            )

    def remove(self, nonce: str) -> None:
        """See ``Drafts.remove``."""
        self._unit.connection.execute(
            delete(drafts).where(drafts.c.person == self._person, drafts.c.nonce == nonce)
        )
