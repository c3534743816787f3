"""Open pages ask whether what they show is still so: cheaply, and told by whom."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import update

from api.desk.review import note, take
from api.store.database import Database
from api.store.ticket_changes import mark
from api.tables.people import staff
from api.tables.tickets import tickets
from tests.api.desks import NEED, REVIEWER, hired, ledger_of, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

WANG = replace(REVIEWER, username="wang")


def test_a_mark_stays_while_nothing_changes_and_tells_of_what_comes_late(
    database: Database, tmp_path: Path, clock: FixedClock
) -> None:
    ledger = ledger_of(database, tmp_path)
    with database.read() as unit:
        seen = mark(unit)
    clock.forward(hours=2)
    with database.read() as unit:
        assert mark(unit, seen.since) == seen
    first = reported(ledger, database, NEED, key="a", update="a").number
    with database.read() as unit:
        now = mark(unit, seen.since)
    assert now.changes != seen.changes
    reported(ledger, database, NEED, key="b", update="b")
    with database.begin() as unit:  # committed after it was looked, with an earlier moment
        earlier = clock.at - timedelta(seconds=5)
        unit.connection.execute(
            update(tickets).where(tickets.c.number != first).values(changed_at=earlier)
        )
    with database.read() as unit:
        assert mark(unit, seen.since).changes != now.changes


def test_a_page_of_yesterday_is_simply_out_of_date(database: Database, clock: FixedClock) -> None:
    with database.read() as unit:
        assert mark(unit, clock.at - timedelta(days=400)).since == clock.at - timedelta(days=1)


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    desk = make_desk(sqlite_database, tmp_path)
    reported(desk.ledger, desk.database, NEED)
    return desk


def asked(browser: Browser, more: str = "") -> object:
    """What the page seen last is answered when it asks."""
    found = re.search(r'data-changes="([^"]+)"', browser.page)
    assert found is not None
    answer = browser.client.get(unescape(found[1]) + more)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json()


def test_an_open_list_and_an_open_ticket_hear_what_a_colleague_did(desk: DeskWorld) -> None:
    browser = staffed(desk)
    hired(desk.database, WANG)
    page = browser.get("/desk/tickets/1001")
    assert 'data-number="1001" data-version="2"' in page
    open_one = "&ticket=1001&version=2"
    assert asked(browser, open_one) == {"list": False, "ticket": None}
    with desk.database.begin() as unit:
        take(unit, WANG, 1001, version=2)
    assert asked(browser, open_one) == {
        "list": True,
        "ticket": {"who": "wang", "what": "已提交 → 审核中"},
    }
    with desk.database.begin() as unit:
        note(unit, REVIEWER, 1001, version=3, text="问过了")
    told = asked(browser, open_one)
    assert told == {"list": True, "ticket": {"who": "你在另一个页面", "what": "备注"}}
    assert asked(browser, "&ticket=9999&version=1") == {"list": True, "ticket": None}


def test_nobody_hears_of_a_ticket_that_is_for_others(desk: DeskWorld) -> None:
    browser = staffed(desk)
    browser.get("/desk")
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
        unit.connection.execute(update(staff).values(regions=[["520000", "贵州省"]]))
    assert asked(browser, "&ticket=1001&version=2") == {"list": True, "ticket": None}


def test_what_is_asked_wrongly_or_by_strangers_is_not_answered(desk: DeskWorld) -> None:
    browser = staffed(desk)
    assert browser.client.get("/desk/changes?since=yesterday&seen=1").status_code == 404
    browser.client.cookies.clear()
    asking = "/desk/changes?since=2026-11-28T00:00:00Z&seen=1"
    assert browser.client.get(asking, follow_redirects=False).status_code == 303
