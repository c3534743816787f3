"""Accounts at the desk: made and closed by administrators, seen by nobody else."""

import re
from pathlib import Path

import pytest

from api.domain.duties import EVERY_ROLE, Role
from api.store.database import Database
from tests.desk_fakes import PASSWORD, Browser, DeskWorld, make_desk, staffed

_CODE = re.compile(r"<code>([^<]+)</code>")


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin", EVERY_ROLE)


def one_time(page: str) -> str:
    found = _CODE.search(page)
    assert found is not None
    return found[1]


def test_a_new_reviewer_gets_a_password_that_is_shown_once(desk: DeskWorld, admin: Browser) -> None:
    admin.get("/desk/staff")

    password = one_time(
        admin.post("/desk/staff", username="王芳", roles=["intake", "first_review"])
    )

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

    page = admin.post("/desk/staff", 422, username=username, roles=["admin"])

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

    assert "管理</a>" not in li.get("/desk")
    assert "需要“管理员”" in li.get("/desk/staff", 403)
    for address in ("/desk/staff", "/desk/staff/reset", "/desk/staff/disable"):
        li.get("/desk")
        assert "需要“管理员”" in li.post(address, 403, username="wang", roles=["admin"])


def test_an_account_is_given_other_roles_and_regions_which_hold_at_once(
    desk: DeskWorld, admin: Browser
) -> None:
    li = staffed(desk, "li", frozenset({Role.EXPERT}))
    assert "工单</a>" not in li.get("/desk/account")
    admin.get("/desk/staff/li")

    page = admin.post(
        "/desk/staff/li/remit", roles=["intake", "notice"], regions="静安区、普洱市，云南省"
    )

    assert "角色和地区已调整" in page
    assert "受理、公示" in page
    assert "上海市静安区、云南省普洱市、云南省" in page
    assert "工单</a>" in li.get("/desk/account")
    history = admin.get("/desk/staff/li")
    assert history.index("调整角色和地区") < history.index("新建")
    assert "负责 上海市静安区" in li.get("/desk/account")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"roles": []}, "请至少勾选一个角色"),
        ({"roles": ["king"]}, "请至少勾选一个角色"),
        ({"roles": ["expert"], "regions": "火星"}, "没有认出“火星”"),
        ({"roles": ["expert"], "regions": "木戛乡中心小学"}, "没有认出“木戛乡中心小学”"),
        ({"roles": ["expert"], "regions": "鼓楼区"}, "“鼓楼区”有好几个地方"),
    ],
)
def test_roles_and_regions_that_cannot_be_are_refused_and_kept(
    desk: DeskWorld, admin: Browser, fields: dict[str, str | list[str]], sentence: str
) -> None:
    staffed(desk)
    admin.get("/desk/staff/li")

    page = admin.post("/desk/staff/li/remit", 422, **fields)

    assert sentence in page
    assert f'value="{fields.get("regions", "")}"' in page


def test_the_only_administrator_stays_one(desk: DeskWorld, admin: Browser) -> None:
    admin.get("/desk/staff/admin")
    page = admin.post("/desk/staff/admin/remit", 403, roles=["intake"])
    assert "请先让另一位同事当管理员" in page

    staffed(desk, "li", EVERY_ROLE)
    admin.get("/desk/staff/admin")
    assert "工单" in admin.post("/desk/staff/admin/remit", 403, roles=["intake"])
    assert "管理</a>" not in admin.get("/desk/account")
