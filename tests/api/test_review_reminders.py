"""Reviews that are due: on the queue, on the ticket, and once a working day in staff's chats."""

from datetime import datetime
from importlib import import_module
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import select, update

from api.clock import SHANGHAI
from api.desk.review import accept, return_to, take
from api.review_reminders import ReviewReminders
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.tables.delivery import notices
from api.tables.tickets import tickets
from bot.dialogue.turn_json import turn_json
from bot.review_notices import reviews_due_turn
from tests.api.desks import (
    ADMIN,
    CHECKED,
    NOTIFIER,
    REVIEWER,
    hired,
    ledger_of,
    linked,
    person_of,
    reported,
)
from tests.desk_fakes import make_desk, staffed
from tests.fakes import FixedClock


def at(clock: FixedClock, day: int, hour: int = 10) -> None:
    """That day of November 2026 in Shanghai; the 23rd is a Monday."""
    clock.at = datetime(2026, 11, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def ledger(database: Database, clock: FixedClock, tmp_path: Path) -> SqlLedger:
    """A report of Monday; li and the administrator linked their chats."""
    at(clock, 23)
    hired(database, REVIEWER, ADMIN)
    ledger = ledger_of(database, tmp_path)
    reported(ledger, database)
    for staff, chat in ((REVIEWER, "li"), (ADMIN, "admin")):
        linked(database, staff, person_of(ledger, database, chat=chat))
    return ledger


@pytest.fixture
def chore(database: Database) -> ReviewReminders:
    return ReviewReminders(database, lambda due: turn_json(reviews_due_turn(due)))


def told(database: Database) -> list[tuple[str, str]]:
    """Chat and text of each reminder."""
    with database.read() as unit:
        rows = unit.connection.execute(
            select(notices)
            .where(notices.c.idempotency_key.startswith("review-due"))
            .order_by(notices.c.id)
        ).all()
    return [(row.chat, row.turn["messages"][0]["text"]) for row in rows]


@pytest.mark.usefixtures("ledger")
def test_what_nobody_took_is_told_to_the_administrator_once_a_day(
    database: Database, clock: FixedClock, chore: ReviewReminders
) -> None:
    at(clock, 26)
    chore()
    assert told(database) == []
    at(clock, 27)
    chore()
    chore()
    assert [chat for chat, _ in told(database)] == ["admin"]
    assert "1001 木戛乡中心小学需要冬衣：11月30日到期" in told(database)[0][1]
    at(clock, 28)  # a Saturday
    chore()
    at(clock, 30, hour=20)
    chore()
    assert len(told(database)) == 1


@pytest.mark.usefixtures("ledger")
def test_who_reviews_it_is_told_and_when_it_is_late_the_administrator_too(
    database: Database, clock: FixedClock, chore: ReviewReminders
) -> None:
    with database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
    at(clock, 27)
    chore()
    assert [chat for chat, _ in told(database)] == ["li"]
    clock.at = datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)
    chore()
    assert sorted(chat for chat, _ in told(database)[1:]) == ["admin", "li"]
    assert "已到期" in told(database)[1][1]


@pytest.mark.usefixtures("ledger")
def test_a_returned_or_decided_ticket_reminds_nobody(
    database: Database, clock: FixedClock, chore: ReviewReminders
) -> None:
    with database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
        return_to(
            unit, REVIEWER, 1001, version=3, fields=("gap_yuan",), reason="缺口", notifier=NOTIFIER
        )
    clock.at = datetime(2026, 12, 15, 10, tzinfo=SHANGHAI)
    chore()
    with database.begin() as unit:
        unit.connection.execute(update(tickets).values(status="in_review"))
        accept(unit, REVIEWER, 1001, version=4, checks=CHECKED, notifier=NOTIFIER)
    chore()
    assert told(database) == []


@pytest.mark.usefixtures("ledger")
def test_the_migration_finds_what_is_due_among_the_tickets_there_are(database: Database) -> None:
    migration = import_module("api.migrations.versions.v0015_review_time")
    with database.begin() as unit:
        before = unit.connection.execute(select(tickets.c.review_due)).scalar()
        unit.connection.execute(update(tickets).values(review_due=None))
        with Operations.context(MigrationContext.configure(unit.connection)):
            migration.fill()
        after = unit.connection.execute(select(tickets.c.review_due)).scalar()
    assert after == before is not None


def test_the_desk_shows_how_much_time_is_left_and_finds_what_is_late(
    sqlite_database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    at(clock, 23)
    desk = make_desk(sqlite_database, tmp_path)
    reported(desk.ledger, desk.database)
    browser = staffed(desk)
    assert "已用 0 个，11月30日前作出决定" in browser.get("/desk/tickets/1001")
    assert "没有符合条件的工单" in browser.get("/desk?due=soon")
    at(clock, 27)
    browser.log_in("li", "旧桥-山海-纸船-清晨")
    assert "11月30日到期" in browser.get("/desk?due=soon")
    assert "没有符合条件的工单" in browser.get("/desk?due=late")
    clock.at = datetime(2026, 12, 2, 10, tzinfo=SHANGHAI)
    browser.log_in("li", "旧桥-山海-纸船-清晨")
    assert "超期 2 个工作日" in browser.get("/desk?due=late")
    assert "已超期" in browser.get("/desk/tickets/1001")
