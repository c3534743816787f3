"""Logging in to the desk, one-time passwords, sessions, and forms of other sites."""

from pathlib import Path

import pytest

from api.store.database import Database
from tests.api.desks import reported
from tests.desk_fakes import PASSWORD, Browser, DeskWorld, make_desk, one_time_password


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


def test_a_one_time_password_leads_to_setting_ones_own_and_then_to_the_queue(
    desk: DeskWorld,
) -> None:
    reported(desk.ledger, desk.database)
    password = one_time_password(desk, "admin")
    browser = Browser(desk)

    assert "登录工作台" in browser.get("/desk")
    assert "设置自己的密码" in browser.log_in("admin", password)
    assert "设置自己的密码" in browser.get("/desk")
    page = browser.post("/desk/account/password", old=password, new=PASSWORD, again=PASSWORD)

    assert "木戛乡中心小学需要冬衣" in page
    assert "待处理" in page
