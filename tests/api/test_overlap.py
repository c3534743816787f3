"""Overlapping needs in the database, reports joined to tickets, and what staff see of them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete, select

from api.desk.review import accept, reject, take
from api.desk.ticket_page import ticket_page
from api.domain.errors import WrongMove
from api.domain.need import Item, Need
from api.domain.overlap import Overlap
from api.domain.place import Place
from api.domain.ticket import Ticket
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.overlap import overlap_of
from api.tables.delivery import notices
from api.tables.overlap import need_keys
from tests.api.desks import (
    CHECKED,
    NEED,
    NOTIFIER,
    REVIEWER,
    hired,
    ledger_of,
    person_of,
    photo,
    reported,
)
from tests.api.pictures import jpeg
from tests.desk_fakes import DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

AGAIN = replace(NEED, items=(Item("御寒棉服", Decimal(180), "件"),), description="孩子们穿得薄。")
LINES = {"items": "需要什么：御寒棉服 180件", "budget_yuan": "预算：5万元"}
PACKAGE = replace(NEED, items=(Item("图书"), Item("电脑"), Item("篮球")), description="")


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    return ledger_of(database, tmp_path)


def found(database: Database, need: Need) -> Overlap:
    with database.read() as unit:
        return overlap_of(unit, need)


def joined(ledger: SqlLedger, database: Database, need: Need = AGAIN, *, adds: bool) -> str:
    person = person_of(ledger, database, chat="43")
    with ledger.transaction(person) as transaction:
        transaction.support.join(1001, need, LINES, "join:n1", adds=adds)
    return person


def decided(database: Database, ticket: Ticket, *, well: bool) -> None:
    hired(database, REVIEWER)
    with database.begin() as unit:
        taken = take(unit, REVIEWER, ticket.number, version=ticket.version)
        if well:
            accept(
                unit,
                REVIEWER,
                ticket.number,
                version=taken.version,
                checks=CHECKED,
                notifier=NOTIFIER,
            )
        else:
            reject(
                unit,
                REVIEWER,
                ticket.number,
                version=taken.version,
                reason="不符合。",
                notifier=NOTIFIER,
            )


def elsewhere(number: int) -> Need:
    """The same list from another county."""
    county = Place("贵州省", "遵义市", f"{number}县", None, None, f"5203{number:02}", 2023)
    return replace(PACKAGE, place=county)


def test_the_same_need_is_found_whoever_reported_it(ledger: SqlLedger, database: Database) -> None:
    reported(ledger, database)
    (one,) = found(database, AGAIN).duplicates
    assert (one.number, one.mine) == (1001, False)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        assert transaction.support.overlap(AGAIN).duplicates[0].mine


def test_a_ticket_taken_back_is_not_found(ledger: SqlLedger, database: Database) -> None:
    ticket = reported(ledger, database)
    with ledger.transaction(ticket.reporter) as transaction:
        transaction.withdraw(1001, "上报人撤回")
    assert not found(database, AGAIN).is_worth_saying


def test_what_is_accepted_is_aid_until_it_is_too_old(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    decided(database, reported(ledger, database), well=True)
    books = replace(AGAIN, items=(Item("图书"),))
    assert [one.number for one in found(database, books).aid] == [1001]
    clock.at += timedelta(days=600)
    assert not found(database, books).aid


def test_a_list_that_other_counties_sent_is_counted(ledger: SqlLedger, database: Database) -> None:
    for number in range(10, 16):
        reported(ledger, database, elsewhere(number), key=f"k{number}")
    assert found(database, PACKAGE).template.counties == 6
    assert found(database, elsewhere(10)).template.counties == 5
    assert not found(database, NEED).template.is_worth_saying


def test_a_list_that_was_refused_is_told(ledger: SqlLedger, database: Database) -> None:
    decided(database, reported(ledger, database, elsewhere(11)), well=False)
    assert found(database, PACKAGE).template.refused == 1


def test_keys_follow_the_need_of_the_ticket(ledger: SqlLedger, database: Database) -> None:
    reported(ledger, database)
    with database.read() as unit:
        keys = set(unit.connection.execute(select(need_keys.c.key)).scalars())
    assert {"530828|衣", "530828205", "530828#education"} <= keys


def test_who_joined_is_told_what_the_reporter_is_told(
    ledger: SqlLedger, database: Database
) -> None:
    ticket = reported(ledger, database)
    joined(ledger, database, adds=False)
    decided(database, ticket, well=False)
    with database.read() as unit:
        turns = unit.connection.execute(
            select(notices.c.chat, notices.c.turn).order_by(notices.c.chat)
        ).all()
    texts = {chat: turn["messages"][0]["text"] for chat, turn in turns}
    assert "意见：不符合。" in texts["42"]
    assert texts["43"].startswith("您一起反映的工单 1001")
    assert "不符合" not in texts["43"]


def test_what_a_report_has_more_is_kept_for_staff_once(
    ledger: SqlLedger, database: Database
) -> None:
    ticket = reported(ledger, database)
    receipt = ledger.receive(photo(database, "宿舍.jpg", jpeg(), chat="43"))
    with ledger.transaction(receipt.person) as transaction:
        kept = transaction.keep_file("宿舍.jpg", jpeg())
    for _ in range(2):
        joined(ledger, database, replace(AGAIN, evidence=(kept,)), adds=True)
    with database.read() as unit:
        page = ticket_page(unit, REVIEWER, 1001)
    (one,) = page.supporters
    assert one.note == "需要什么：御寒棉服 180件", "the budget is the same"
    assert one.files == (kept,)
    assert [file.id for file in page.files] == [kept]
    assert page.ticket.version == ticket.version + 1
    assert "另一位上报人" in page.ticket.history[-1].reason


def test_who_joined_finds_the_ticket_among_theirs(ledger: SqlLedger, database: Database) -> None:
    reported(ledger, database)
    person = joined(ledger, database, adds=False)
    with ledger.transaction(person) as transaction:
        (one,) = transaction.support.joined()
        assert (one.number, one.place) == (1001, "云南省普洱市澜沧拉祜族自治县木戛乡")
        assert transaction.my_tickets() == ()


def test_a_ticket_that_ended_cannot_be_joined(ledger: SqlLedger, database: Database) -> None:
    ticket = reported(ledger, database)
    with ledger.transaction(ticket.reporter) as transaction:
        transaction.withdraw(1001, "上报人撤回")
    with pytest.raises(WrongMove, match="可以单独提交"):
        joined(ledger, database, adds=False)


def test_going_on_alone_is_shown_on_both_tickets(ledger: SqlLedger, database: Database) -> None:
    reported(ledger, database)
    other = reported(ledger, database, AGAIN, chat="43")
    with ledger.transaction(other.reporter) as transaction:
        transaction.support.keep_apart(1002, (1001,))
    with database.read() as unit:
        assert ticket_page(unit, REVIEWER, 1001).kept_apart == {1002}
        assert ticket_page(unit, REVIEWER, 1002).kept_apart == {1001}


def test_two_chats_of_one_person_share_what_they_joined(
    ledger: SqlLedger, database: Database
) -> None:
    reported(ledger, database)
    joined(ledger, database, adds=False)
    holder = person_of(ledger, database, chat="44")
    with ledger.transaction(holder) as transaction:
        code = transaction.link_code()
    guest = person_of(ledger, database, chat="43")
    with ledger.transaction(guest) as transaction:
        assert transaction.link("telegram", "43", code)
        assert [one.number for one in transaction.support.joined()] == [1001]


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


def test_the_ticket_page_shows_what_it_overlaps_with_and_why(desk: DeskWorld) -> None:
    browser = staffed(desk)
    reported(desk.ledger, desk.database)
    reported(desk.ledger, desk.database, AGAIN, chat="43")
    joined(desk.ledger, desk.database, adds=True)
    page = browser.get("/desk/tickets/1002")
    assert "可能是同一份需求" in page
    assert 'href="/desk/tickets/1001?status=all">工单 1001</a>' in page
    assert "同一个学校、村或机构、需要的东西相近" in page
    assert "有 1 份很像是同一份需求，同县同类还有 1 份工单，请比对。" in page
    first = browser.get("/desk/tickets/1001")
    assert "一起反映的人" in first
    assert "需要什么：御寒棉服 180件" in first


def test_a_ticket_that_overlaps_with_nothing_says_nothing(desk: DeskWorld) -> None:
    browser = staffed(desk)
    reported(desk.ledger, desk.database)
    assert "重复与已有援助" not in browser.get("/desk/tickets/1001")


def test_the_migration_makes_the_keys_of_tickets_there_are(
    ledger: SqlLedger, database: Database
) -> None:
    reported(ledger, database)
    migration = import_module("api.migrations.versions.v0012_overlap")
    with database.begin() as unit:
        of_that_time = ~need_keys.c.key.startswith("=")  # those of past cases came later
        kept = select(need_keys).where(of_that_time).order_by(need_keys.c.key)
        before = unit.connection.execute(kept).all()
        unit.connection.execute(delete(need_keys))
        with Operations.context(MigrationContext.configure(unit.connection)):
            migration.fill()
        after = unit.connection.execute(kept).all()
    assert after == before != []
