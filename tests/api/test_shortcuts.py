"""Filters and sentences a member of staff keeps: theirs alone, a few, and none lost by an error."""

import re
from pathlib import Path

import pytest

from api.store.database import Database
from tests.api.desks import reported
from tests.desk_fakes import DeskWorld, make_desk, staffed


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    desk = make_desk(sqlite_database, tmp_path)
    reported(desk.ledger, desk.database)
    return desk


def test_a_filter_is_kept_under_a_name_and_is_ones_own(desk: DeskWorld) -> None:
    browser = staffed(desk)
    page = browser.get("/desk?urgency=urgent&status=all")
    assert "存为常用视图" in page
    query = "status=all&urgency=urgent"
    page = browser.post("/desk/views", name=" 急需的 ", query=query + "&nonsense=1")
    assert 'aria-current="true">急需的</a>' in page
    assert "存为常用视图" not in page
    assert ">急需的<" not in staffed(desk, "wang").get("/desk")
    browser.post("/desk/views", name="急需的", query="due=late")
    page = browser.get("/desk/account")
    assert page.count("急需的</a>") == 1
    kept = re.search(r'name="view" value="(\d+)"', page)
    assert kept is not None
    assert "视图已删去" in browser.post("/desk/views/drop", view=kept[1])
    assert "没有找到这个视图" in browser.post("/desk/views/drop", 404, view=kept[1])


def test_a_view_without_name_or_filter_is_refused_and_so_is_one_too_many(desk: DeskWorld) -> None:
    browser = staffed(desk)
    browser.get("/desk?due=late")
    assert "起个名字" in browser.post("/desk/views", 422, name=" ", query="due=late")
    browser.get("/desk?due=late")
    assert "没有筛选条件" in browser.post("/desk/views", 422, name="空", query="page=3")
    browser.get("/desk?due=late")
    assert "最多 20 字" in browser.post("/desk/views", 422, name="长" * 21, query="due=late")
    for number in range(12):
        browser.get("/desk?due=late")
        browser.post("/desk/views", name=f"视图{number}", query=f"q={number}")
    browser.get("/desk?due=late")
    assert "最多存 12 个视图" in browser.post("/desk/views", 422, name="多", query="due=late")


def test_a_sentence_of_ones_own_is_offered_where_one_writes(desk: DeskWorld) -> None:
    browser = staffed(desk)
    browser.get("/desk/account")
    text = "请到县教育局\n盖章，电话 13812345678。"
    assert "这句话已存下" in browser.post("/desk/phrases", text=text)
    page = browser.get("/desk/tickets/1001")
    assert "请到县教育局 盖章" in page
    assert "13812345678" not in page
    assert "请到县教育局" not in staffed(desk, "wang").get("/desk/tickets/1001")
    browser.get("/desk/account")
    assert "已删去" in browser.post("/desk/phrases/drop", phrase="1")
    assert "没有找到这句话" in browser.post("/desk/phrases/drop", 404, phrase="1")


def test_a_sentence_that_is_refused_is_shown_again(desk: DeskWorld) -> None:
    browser = staffed(desk)
    browser.get("/desk/account")
    page = browser.post("/desk/phrases", 422, text="长" * 301)
    assert "一句最多 300 字" in page
    assert "长" * 301 in page
    assert "是空的" in browser.post("/desk/phrases", 422, text="  ")
    browser.post("/desk/phrases", text="同一句")
    assert browser.post("/desk/phrases", text="同一句").count("<span>同一句</span>") == 1
