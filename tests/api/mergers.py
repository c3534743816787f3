"""Builders for tests of mergers: two reports of one need, merged and parted again."""

from dataclasses import replace

from sqlalchemy import select

from api.desk.merging import merge_into, undo_merger
from api.domain.merging import Pair
from api.domain.ticket import Ticket
from api.store import tickets
from api.store.audit import audited
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.tables.delivery import notices
from tests.api.desks import NEED, REVIEWER, person_of, reported

AGAIN = replace(NEED, title="中心小学缺冬衣", contact="张校长，中心小学")


def both_reported(ledger: SqlLedger, database: Database) -> None:
    """Ticket 1001 from the chat 42, and 1002, the same need, from the chat 43."""
    reported(ledger, database)
    reported(ledger, database, AGAIN, chat="43")


def read(database: Database, number: int) -> Ticket:
    with database.read() as unit:
        return tickets.load(unit, number)


def merge(database: Database, number: int = 1002, kept: int = 1001, reason: str = "同校") -> Pair:
    one, other = read(database, number), read(database, kept)
    with database.begin() as unit:
        return merge_into(
            unit,
            REVIEWER,
            number,
            kept,
            version=one.version,
            kept_version=other.version,
            reason=reason,
        )


def undo(database: Database, number: int = 1002) -> Pair:
    version = read(database, number).version
    with database.begin() as unit:
        return undo_merger(unit, REVIEWER, number, version=version, reason="两个村")


def told(database: Database, chat: str) -> list[str]:
    """What that chat was told, the oldest first."""
    with database.read() as unit:
        found = select(notices.c.turn).where(notices.c.chat == chat).order_by(notices.c.id)
        turns = unit.connection.execute(found).scalars().all()
    return [turn["messages"][0]["text"] for turn in turns]


def assert_whole(database: Database) -> None:
    with database.read() as unit:
        assert audited(unit).broken == ()


def followed(ledger: SqlLedger, database: Database, chat: str) -> list[tuple[int, tuple[int, ...]]]:
    """The tickets of others in 我的上报 of that chat, and which of theirs go on as these."""
    with ledger.transaction(person_of(ledger, database, chat=chat)) as transaction:
        return [(one.number, one.carries) for one in transaction.support.joined()]
