"""``/desk/chats``: who asked for staff, the talk with each, and what staff may do."""

import re
from pathlib import Path

import pytest

from api.store.database import Database
from bot.dialogue.turn import IncomingFile
from tests.api.desks import person_of
from tests.api.pictures import jpeg
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    return staffed(desk)


def called(desk: DeskWorld, text: str = "转人工", chat: str = "42") -> None:
    with desk.ledger.transaction(person_of(desk.ledger, desk.database, chat=chat)) as tx:
        tx.staff.call(text)


def said(desk: DeskWorld, text: str, chat: str = "42", number: int = 1) -> None:
    with desk.ledger.transaction(person_of(desk.ledger, desk.database, chat=chat)) as tx:
        tx.staff.tell(number, text)


def test_nobody_waits(browser: Browser) -> None:
    page = browser.get("/desk/chats")
    assert "现在没有人等工作人员" in page
    assert "还没有结束的对话" in browser.get("/desk/chats?show=over")
    assert 'title="等待接手"' not in page


def test_who_waits_is_listed_and_counted_on_every_page(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    called(desk)
    said(desk, "学校的<b>冬衣</b>没到")
    clock.forward(minutes=7)
    page = browser.get("/desk/chats")
    assert "等待接手" in page
    assert "2 条未读" in page
    assert "等了 7 分钟" in page
    assert "学校的&lt;b&gt;冬衣&lt;/b&gt;没到" in page
    assert 'title="等待接手">1<' in browser.get("/desk")


def test_taken_answered_and_handed_back(desk: DeskWorld, browser: Browser) -> None:
    called(desk)
    page = browser.get("/desk/chats/1")
    assert "/desk/chats/1/reply" not in page
    page = browser.post("/desk/chats/1/take")
    assert "已由你接手" in page
    key = re.search(r'name="key" value="(\w+)"', page)
    assert key is not None
    for _ in range(2):
        page = browser.post("/desk/chats/1/reply", text="您好，请讲。", key=key[1])
    assert "已发出" in page
    assert page.count("您好，请讲。") == 1
    page = browser.post("/desk/chats/1/back")
    assert "已交还自动服务" in page
    assert "/desk/chats/1/reply" not in page
    assert "交还自动服务" in browser.get("/desk/chats/1")
    assert "已交还" in browser.get("/desk/chats?show=over")


def test_the_history_names_who_read_and_who_answered(desk: DeskWorld, browser: Browser) -> None:
    called(desk)
    browser.get("/desk/chats/1")
    page = browser.get("/desk/chats/1")
    assert page.count("<strong>查看</strong> li") == 1
    assert "<strong>转人工</strong> 对方" in page
    assert "链完整" in page


def test_a_colleague_takes_over_and_what_was_typed_is_kept(
    desk: DeskWorld, browser: Browser
) -> None:
    called(desk)
    browser.get("/desk/chats/1")
    browser.post("/desk/chats/1/take")
    other = staffed(desk, "wang")
    page = other.get("/desk/chats/1")
    assert "li 正在接待" in page
    assert "改由我接手" in page
    other.post("/desk/chats/1/take")
    page = browser.post("/desk/chats/1/reply", 403, text="我写了很久的话", key="k")
    assert "由 wang 接待" in page
    assert "我写了很久的话" in page


def test_what_was_typed_to_somebody_who_left_is_kept(desk: DeskWorld, browser: Browser) -> None:
    called(desk)
    browser.get("/desk/chats/1")
    browser.post("/desk/chats/1/take")
    with desk.ledger.transaction(person_of(desk.ledger, desk.database)) as tx:
        tx.staff.leave(1)
    page = browser.post("/desk/chats/1/reply", 409, text="我写了很久的话", key="k")
    assert "对方已结束" in page
    assert "我写了很久的话" in page


def test_closing_is_told_and_the_talk_is_over(desk: DeskWorld, browser: Browser) -> None:
    called(desk)
    browser.get("/desk/chats/1")
    browser.post("/desk/chats/1/take")
    assert "已结束对话" in browser.post("/desk/chats/1/close")


def test_an_empty_reply_is_refused_in_place(desk: DeskWorld, browser: Browser) -> None:
    called(desk)
    browser.get("/desk/chats/1")
    browser.post("/desk/chats/1/take")
    assert "回复是空的" in browser.post("/desk/chats/1/reply", 422, text=" ", key="k")


def test_jpeg_sent_to_staff_can_be_seen_and_one_kept_back_cannot(
    desk: DeskWorld, browser: Browser
) -> None:
    called(desk)
    person = person_of(desk.ledger, desk.database)
    with desk.ledger.transaction(person) as tx:
        tx.staff.tell(1, "［发来文件］现场.jpg", IncomingFile("现场.jpg", jpeg()))
        own = tx.keep_file("还没交.jpg", jpeg())
    page = browser.get("/desk/chats/1")
    shown = re.search(r"/desk/files/(\w{32})/thumbnail", page)
    assert shown is not None
    assert browser.client.get(f"/desk/files/{shown[1]}").headers["content-type"] == "image/jpeg"
    assert browser.client.get(shown[0]).status_code == 200
    assert browser.client.get(f"/desk/files/{own}").status_code == 404


def test_there_is_no_such_talk(browser: Browser) -> None:
    assert "没有编号 9 的人工对话" in browser.get("/desk/chats/9", 404)
    browser.get("/desk/chats")
    browser.post("/desk/chats/9/take", 404)
