"""Accounts at the desk: made and closed by administrators, seen by nobody else."""

import re
from pathlib import Path

import pytest

from api.desk.people import Role
from api.store.database import Database
from tests.desk_fakes import PASSWORD, Browser, DeskWorld, make_desk, staffed

_CODE = re.compile(r"<code>([^<]+)</code>")


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin", Role.ADMIN)


def one_time(page: str) -> str:
    found = _CODE.search(page)
    assert found is not None
    return found[1]


def test_a_new_reviewer_gets_a_password_that_is_shown_once(desk: DeskWorld, admin: Browser) -> None:
    admin.get("/desk/staff")

    password = one_time(admin.post("/desk/staff", username="王芳", role="reviewer"))

    assert "待首次登录" in admin.page
    assert password not in admin.get("/desk/staff")
    assert "设置自己的密码" in Browser(desk).log_in("王芳", password)


@pytest.mark.parametrize(
    ("username", "sentence"),
    [("admin", "已经有人使用"), ("a", "2 到 40 个字"), ("<b> x", "2 到 40 个字")],
)
def test_a_name_that_cannot_be_is_refused_and_kept(
    admin: Browser, username: str, sentence: str
) -> None:
    admin.get("/desk/staff")

    page = admin.post("/desk/staff", 422, username=username, role="admin")

    assert sentence in page
    assert f'value="{username.replace("<", "&lt;").replace(">", "&gt;")}"' in page
    assert 'value="admin" checked' in page


def test_a_forgotten_password_is_reset_and_the_session_ends(
    desk: DeskWorld, admin: Browser
) -> None:
    li = staffed(desk, "li")
    admin.get("/desk/staff")

    password = one_time(admin.post("/desk/staff/reset", username="li"))

    assert "登录工作台" in li.get("/desk")
    li.log_in("li", PASSWORD, 401)
    assert "设置自己的密码" in li.log_in("li", password)


def test_an_account_is_closed_and_opened_again(desk: DeskWorld, admin: Browser) -> None:
    li = staffed(desk, "li")
    admin.get("/desk/staff")

    assert "账号已停用" in admin.post("/desk/staff/disable", username="li", disabled="yes")
    assert "已停用</span>" in admin.page
    assert "登录工作台" in li.get("/desk")
    assert "已重新启用" in admin.post("/desk/staff/disable", username="li", disabled="no")
    assert "待处理" in li.log_in("li", PASSWORD)


def test_nobody_closes_or_resets_their_own_account_here(admin: Browser) -> None:
    admin.get("/desk/staff")
    page = admin.post("/desk/staff/disable", 403, username="admin", disabled="yes")
    assert "不能停用自己的账号" in page
    admin.get("/desk/staff")
    assert "请在“账号”里修改" in admin.post("/desk/staff/reset", 403, username="admin")
    admin.get("/desk/staff")
    assert "没有找到账号" in admin.post("/desk/staff/reset", 404, username="谁")


def test_a_reviewer_neither_sees_nor_changes_accounts(desk: DeskWorld) -> None:
    li = staffed(desk)

    assert "人员</a>" not in li.get("/desk")
    assert "需要管理员" in li.get("/desk/staff", 403)
    for address in ("/desk/staff", "/desk/staff/reset", "/desk/staff/disable"):
        li.get("/desk")
        assert "需要管理员" in li.post(address, 403, username="wang", role="admin")
