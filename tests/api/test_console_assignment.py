"""The page of the rules of assignment: made, tried, followed, mended when something is wrong."""

from pathlib import Path

import pytest

from api.domain.duties import EVERY_ROLE, Role
from api.store.database import Database
from tests.api.desks import NEED, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    staffed(desk)
    return staffed(desk, "chief", EVERY_ROLE)


def test_a_rule_is_made_tried_and_followed(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database, NEED)
    page = browser.get("/desk/assignment")
    assert "还没有规则" in page
    assert "没有合适的规则或人" in page
    page = browser.post(
        "/desk/assignment",
        name="云南教育",
        regions="云南省、 贵州省遵义市",
        categories=["education"],
        reviewers=["li"],
        version="0",
    )
    assert "规则已建好" in page
    assert "云南省、贵州省遵义市 · 教育 · 不论缓急" in page
    assert "交给 <strong>li</strong>" in page
    assert 'data-label="交给">li' in page
    page = browser.post("/desk/assignment/now")
    assert "已按规则分配" in page
    assert "现在没有等人接手的工单" in page
    page = browser.get("/desk/tickets/1001")
    assert "按规则“云南教育”交给 li 审核" in page
    assert "系统 <time" in page
    assert "没有工单可以按规则分配" in browser.get("/desk/assignment?done=none")


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(browser: Browser) -> None:
    browser.get("/desk/assignment")
    page = browser.post(
        "/desk/assignment", 422, name="一", regions="不存在的地方", reviewers=["li"], version="0"
    )
    assert "没有认出“不存在的地方”" in page
    assert ">不存在的地方</textarea>" in page
    assert 'value="li" checked' in page
    assert "请至少勾选一位审核人" in browser.post("/desk/assignment", 422, name="一", version="0")
    browser.post("/desk/assignment", name="一", reviewers=["li"], version="0")
    browser.post("/desk/assignment", name="二", reviewers=["li"], version="1")
    browser.get("/desk/assignment/2")
    page = browser.post("/desk/assignment/2", 422, name="一", reviewers=["li"], version="2")
    assert "已经有一条同名的规则" in page
    page = browser.post("/desk/assignment/2", name="三", reviewers=["li"], version="2")
    assert "规则已修改" in page
    page = browser.post("/desk/assignment/2/up", version="3")
    assert page.index("<h2>三") < page.index("<h2>一")
    page = browser.post("/desk/assignment/2/off", 409, version="3")
    assert "分配规则刚被其他人更新" in page
    assert 'href="/desk/assignment"' in page
    page = browser.post("/desk/assignment/2/dropped", version="4")
    assert "<h2>三" not in page
    assert "没有找到" in browser.get("/desk/assignment/2", 404)


def test_a_reviewer_sees_the_rules_and_cannot_change_them(
    desk: DeskWorld, browser: Browser
) -> None:
    browser.get("/desk/assignment")
    browser.post("/desk/assignment", name="一", reviewers=["li"], version="0")
    reviewer = staffed(desk, "wang")
    page = reviewer.get("/desk/assignment")
    assert "<h2>一" in page
    assert "新建规则" not in page.replace("<strong>新建规则</strong>", "")
    assert "规则由管理员修改" in reviewer.get("/desk/assignment/1")
    reviewer.post("/desk/assignment/1/off", 403, version="1")


def test_the_list_leads_only_where_its_reader_may_go(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database, NEED)
    page = staffed(desk, "second", frozenset({Role.SECOND_REVIEW})).get("/desk")
    assert "共 1 份" in page
    assert "/desk/assignment" not in page
    assert "/desk/bulk" not in page
    page = browser.get("/desk")
    assert "/desk/assignment" in page
