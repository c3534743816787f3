"""Who looked at a ticket and its files is kept; two who look at once see each other."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.store import looks
from api.store.database import Database
from api.store.looks import Seen
from tests.api.desks import NEED, REVIEWER, hired, person_of, reported
from tests.api.pictures import jpeg
from tests.desk_fakes import DeskWorld, make_desk, staffed
from tests.fakes import FixedClock


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


def test_looks_close_together_are_one_stay(database: Database, clock: FixedClock) -> None:
    hired(database, REVIEWER)
    for minutes in (0, 20, 29, 31):
        clock.forward(minutes=minutes)
        looks.note(database, Seen.TICKET, 1001, "li")
    with database.read() as unit:
        later, first = looks.looked(unit, Seen.TICKET, (1001,))
        assert looks.looked(unit, Seen.FILE, ("1001",)) == ()
    assert (first.until - first.since).total_seconds() == 49 * 60
    assert later.since == later.until == clock.now()


def test_two_who_look_at_once_see_each_other(desk: DeskWorld, clock: FixedClock) -> None:
    reported(desk.ledger, desk.database)
    li, wang = staffed(desk), staffed(desk, "wang")
    assert "也在看" not in li.get("/desk/tickets/1001").replace("data-viewers", "")
    assert "li 也在看这份工单" in wang.get("/desk/tickets/1001")
    assert li.client.get("/desk/tickets/1001/viewers").json() == {"viewers": ["wang"]}
    clock.forward(minutes=2)
    assert li.client.get("/desk/tickets/1001/viewers").json() == {"viewers": []}
    assert li.client.get("/desk/tickets/1009/viewers").status_code == 404


def test_who_opened_a_ticket_and_a_file_stands_on_its_page(desk: DeskWorld) -> None:
    person = person_of(desk.ledger, desk.database)
    with desk.ledger.transaction(person) as transaction:
        key = transaction.keep_file("宿舍.jpg", jpeg())
        transaction.submit(replace(NEED, evidence=(key,)), {}, "k")
    browser = staffed(desk)
    browser.client.get(f"/desk/files/{key}")
    page = browser.get("/desk/tickets/1001")
    assert "<strong>宿舍.jpg</strong> li" in page
    assert "<strong>工单</strong> li" in page
