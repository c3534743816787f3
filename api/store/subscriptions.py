"""Subscriptions in the database; implements ``bot.market.ports.Subscriptions``."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update

from api.domain.subscription import Subscription, check_room
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.tables.subscriptions import digests, subscriptions
from api.tables.tickets import history


class SqlSubscriptions:
    """``bot.market.ports.Subscriptions`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """Those of ``person``, whose turns come one after the other."""
        self._unit = unit
        self._person = person

    def all(self) -> tuple[Subscription, ...]:
        """See ``Subscriptions.all``."""
        return of_person(self._unit, self._person)

    def add(self, query: str, label: str) -> bool:
        """See ``Subscriptions.add``."""
        held = self.all()
        if any(one.query == query for one in held):
            return False
        check_room(len(held))
        now = self._unit.now
        self._unit.connection.execute(
            insert(subscriptions).values(
                person=self._person, query=query, label=label, made_at=now, told_until=now
            )
        )
        return True

    def stop(self, number: int) -> bool:
        """See ``Subscriptions.stop``."""
        return self._stopped(number)

    def stop_all(self) -> int:
        """See ``Subscriptions.stop_all``."""
        held = self.all()
        return sum(self._stopped(one.number) for one in held)

    def _stopped(self, number: int) -> bool:
        gone = self._unit.connection.execute(
            delete(subscriptions).where(
                subscriptions.c.number == number, subscriptions.c.person == self._person
            )
        )
        return gone.rowcount > 0


def of_person(unit: Unit, person: str) -> tuple[Subscription, ...]:
    """What a person subscribed to, the oldest first."""
    rows = unit.connection.execute(
        select(subscriptions)
        .where(subscriptions.c.person == person)
        .order_by(subscriptions.c.number)
    ).all()
    return tuple(map(_subscription, rows))


def not_looked_at(unit: Unit, day: date, most: int) -> tuple[str, ...]:
    """Some persons for whom nobody looked yet on ``day`` for what is new."""
    rows = unit.connection.execute(
        select(subscriptions.c.person)
        .outerjoin(digests, digests.c.person == subscriptions.c.person)
        .where(or_(digests.c.day.is_(None), digests.c.day < day))
        .distinct()
        .order_by(subscriptions.c.person)
        .limit(most)
    ).scalars()
    return tuple(rows)


def begin_day(unit: Unit, person: str, day: date) -> bool:
    """Note that ``day`` is done for ``person``; False when it was done already."""
    known = unit.connection.execute(
        select(digests.c.day).where(digests.c.person == person).with_for_update()
    ).scalar()
    if known is None:
        unit.connection.execute(insert(digests).values(person=person, day=day))
        return True
    moved = unit.connection.execute(
        update(digests).where(digests.c.person == person, digests.c.day < day).values(day=day)
    )
    return moved.rowcount == 1


def mark_told(unit: Unit, person: str, until: datetime) -> None:
    """All that was published until that moment is told."""
    unit.connection.execute(
        update(subscriptions)
        .where(subscriptions.c.person == person, subscriptions.c.told_until < until)
        .values(told_until=until)
    )


def published_since(unit: Unit, moment: datetime) -> dict[int, datetime]:
    """The needs made public after ``moment``, and when they last were."""
    rows = unit.connection.execute(
        select(history.c.ticket, func.max(history.c.at).label("at"))
        .where(
            history.c.status_from == TicketStatus.ACCEPTED,
            history.c.status_to == TicketStatus.PUBLISHED,
            history.c.at > moment,
        )
        .group_by(history.c.ticket)
    )
    return {row.ticket: row.at for row in rows}


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(row.number, row.query, row.label, row.told_until)
