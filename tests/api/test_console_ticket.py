"""The ticket page: what it shows, what is decided on it, and what happens when two decide."""

from pathlib import Path

import pytest

from api.store.database import Database
from tests.api.desks import reported
from tests.desk_fakes import DeskWorld, make_desk, staffed


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


def test_a_need_is_taken_and_accepted(desk: DeskWorld) -> None:
    reported(desk.ledger, desk.database)
    browser = staffed(desk)
    page = browser.get("/desk/tickets/1001?status=all")
    assert "50,000 元" in page
    browser.post("/desk/tickets/1001/take?status=all", version="2")
    page = browser.post("/desk/tickets/1001/accept?status=all", version="3")
    assert "已受理。" in page
    assert "推送到匹配服务" in page
