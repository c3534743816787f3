"""Whose ticket it is: handed on, put back, freed when idle; several at once, never accepted so."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.desk.assigning import FREED, assign, free_idle, put_back
from api.desk.people import Staff
from api.desk.review import accept, return_to, take
from api.domain.duties import ALL_WORK
from api.domain.errors import Invalid, NotAllowed, WrongMove
from api.domain.region import Region
from api.store import tickets
from api.store.database import Database
from api.store.ledger import SqlLedger
from tests.api.desks import (
    CHECKED,
    NEED,
    NOTIFIER,
    REVIEWER,
    hired,
    ledger_of,
    linked,
    person_of,
    reported,
)
from tests.desk_fakes import DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

WANG = Staff("wang", ALL_WORK)


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    hired(database, REVIEWER, WANG)
    ledger = ledger_of(database, tmp_path)
    reported(ledger, database)
    return ledger


def reviewer(database: Database) -> str | None:
    with database.read() as unit:
        return tickets.reviewer_of(unit, 1001)


@pytest.mark.usefixtures("ledger")
def test_a_ticket_is_handed_on_and_put_back_and_the_history_says_so(database: Database) -> None:
    with database.begin() as unit:
        assign(unit, REVIEWER, 1001, version=2, to="wang")
    assert reviewer(database) == "wang"
    with database.begin() as unit:
        after = put_back(unit, WANG, 1001, version=3)
    assert reviewer(database) is None
    assert [entry.reason for entry in after.history[1:]] == ["交给 wang 审核", "放回，等同事接手"]
    with pytest.raises(WrongMove, match="没有人负责"), database.begin() as unit:
        put_back(unit, WANG, 1001, version=4)


def test_nobody_gets_what_lies_where_they_do_not_work(
    ledger: SqlLedger, database: Database
) -> None:
    hired(database, Staff("zhao", ALL_WORK, regions=(Region("52", "贵州省"),)))
    with pytest.raises(NotAllowed, match="zhao 只负责贵州省"), database.begin() as unit:
        assign(unit, REVIEWER, 1001, version=2, to="zhao")


def test_nobody_gets_what_they_reported_and_only_colleagues_get_anything(
    ledger: SqlLedger, database: Database
) -> None:
    linked(database, WANG, person_of(ledger, database))
    with pytest.raises(NotAllowed, match="wang 本人上报"), database.begin() as unit:
        assign(unit, REVIEWER, 1001, version=2, to="wang")
    with pytest.raises(Invalid, match="没有找到这位同事"), database.begin() as unit:
        assign(unit, REVIEWER, 1001, version=2, to="nobody")
    with database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
    with pytest.raises(WrongMove, match="已经由 li 审核"), database.begin() as unit:
        assign(unit, REVIEWER, 1001, version=3, to="li")
    with database.begin() as unit:
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
    with pytest.raises(WrongMove, match="审核已经结束"), database.begin() as unit:
        assign(unit, REVIEWER, 1001, version=4, to="wang")


@pytest.mark.usefixtures("ledger")
def test_what_lies_idle_is_anybodys_again_but_not_while_the_reporter_is_asked(
    database: Database, clock: FixedClock
) -> None:
    with database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
    clock.forward(days=2)
    assert free_idle(database) == 0
    clock.forward(days=3)
    assert free_idle(database) == 1
    assert free_idle(database) == 0
    assert reviewer(database) is None
    with database.begin() as unit:
        assert tickets.load(unit, 1001).history[-1].reason == FREED
        assign(unit, REVIEWER, 1001, version=4, to="li")
        return_to(
            unit, REVIEWER, 1001, version=5, fields=("gap_yuan",), reason="缺口", notifier=NOTIFIER
        )
    clock.forward(days=30)
    assert free_idle(database) == 0


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    """Three tickets."""
    desk = make_desk(sqlite_database, tmp_path)
    for ordinal in range(3):
        need = replace(NEED, title=f"第{ordinal + 1}件需求")
        reported(desk.ledger, desk.database, need, key=f"k{ordinal}", update=f"u{ordinal}")
    return desk


def test_several_are_handed_on_together_and_found_by_who_has_them(desk: DeskWorld) -> None:
    browser = staffed(desk)
    staffed(desk, "wang")
    assert "第3件需求" in browser.get("/desk/bulk")
    page = browser.post("/desk/bulk/assign", ticket=["1001.2", "1003.2"], to="wang", query="")
    assert "已交给同事：2 份（1001、1003）" in page
    page = browser.get("/desk?reviewer=wang")
    assert "第2件需求" not in page
    assert "第3件需求" in page
    assert "wang 负责" in page
    page = browser.get("/desk?reviewer=-")
    assert "第2件需求" in page
    assert "第3件需求" not in page


def test_several_are_returned_together_and_one_that_changed_keeps_none_back(
    desk: DeskWorld,
) -> None:
    browser = staffed(desk)
    for number in (1001, 1002, 1003):
        browser.get(f"/desk/tickets/{number}")
        browser.post(f"/desk/tickets/{number}/take", version="2")
    page = browser.post(
        "/desk/bulk/return",
        ticket=["1001.3", "1002.2", "1003.3"],
        fields=["gap_yuan"],
        reason="请写明资金缺口。",
        query="status=in_review",
    )
    assert "已退回补充：2 份（1001、1003）" in page
    assert "1002：工单 1002 刚被其他人更新" in page
    assert "待补充" in browser.get("/desk/tickets/1003")


def test_a_form_that_lacks_something_is_shown_again_as_it_was(desk: DeskWorld) -> None:
    browser = staffed(desk)
    browser.get("/desk/bulk")
    assert "请至少勾选一份工单" in browser.post("/desk/bulk/assign", 422, to="li")
    page = browser.post("/desk/bulk/assign", 422, ticket="1002.2", reason="写好的话")
    assert "请选择交给哪位同事" in page
    assert 'value="1002.2" checked' in page
    assert "写好的话" in page
    assert "请至少勾选一项" in browser.post("/desk/bulk/return", 422, ticket="1002.2", reason="x")
    assert "请写明原因" in browser.post(
        "/desk/bulk/return", 422, ticket="1002.2", fields="gap_yuan"
    )
    assert "没有找到这一页" in browser.post("/desk/bulk/accept", 404, ticket="1002.2")


def test_on_the_ticket_it_is_handed_on_and_a_double_click_is_no_error(desk: DeskWorld) -> None:
    browser = staffed(desk)
    staffed(desk, "wang")
    browser.get("/desk/tickets/1001")
    assert "已交给这位同事" in browser.post("/desk/tickets/1001/assign", version="2", to="wang")
    assert "已交给这位同事" in browser.post("/desk/tickets/1001/assign", version="2", to="wang")
    assert "审核人 wang" in browser.get("/desk/tickets/1001")
    assert "已放回" in browser.post("/desk/tickets/1001/put_back", version="3")
