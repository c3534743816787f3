"""Questions passed on to staff: answered once, in the chat they came from."""

from pathlib import Path

import pytest
from sqlalchemy import select

from api.desk.questions import answer_question
from api.store.database import Database
from api.tables.delivery import notices
from tests.api.desks import NOTIFIER, REVIEWER, hired, person_of
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    return staffed(desk)


def passed_on(desk: DeskWorld, *texts: str) -> None:
    person = person_of(desk.ledger, desk.database)
    for text in texts:
        with desk.ledger.transaction(person) as transaction:
            transaction.pass_on(text, text)


def test_a_question_is_answered_in_the_chat_it_came_from(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    passed_on(desk, "旧电脑能不能捐<b>？", "第二个问题")
    clock.forward(hours=3)
    page = browser.get("/desk/questions")
    assert "旧电脑能不能捐&lt;b&gt;？" in page
    assert "已等 3 小时" in page
    assert '待答复 <span class="count">2</span>' in page

    page = browser.post("/desk/questions/1", answer="可以。\n请开捐赠票据。")

    assert "答复已发出" in page
    assert "旧电脑" not in page
    with desk.database.read() as unit:
        (turn,) = unit.connection.execute(select(notices.c.turn)).scalars()
    assert "可以。\n请开捐赠票据。" in turn["messages"][0]["text"]
    answered = browser.get("/desk/questions?show=answered")
    assert "li 答复于 2026-09-01 15:00" in answered
    assert "<textarea" not in answered


@pytest.mark.parametrize(("text", "sentence"), [(" ", "答复不能为空"), ("长" * 4_001, "4000")])
def test_a_refused_answer_is_kept(
    desk: DeskWorld, browser: Browser, text: str, sentence: str
) -> None:
    passed_on(desk, "一", "二")
    browser.get("/desk/questions")

    page = browser.post("/desk/questions/2", 422, answer=text)

    assert sentence in page
    assert text.strip() in page
    assert page.count('<details class="action" open>') == 2


def test_when_a_colleague_answered_first_the_words_are_not_lost(
    desk: DeskWorld, browser: Browser
) -> None:
    passed_on(desk, "一")
    hired(desk.database, REVIEWER.__class__("wang", REVIEWER.role))
    browser.get("/desk/questions")
    with desk.database.begin() as unit:
        answer_question(unit, REVIEWER, 1, text="已答", notifier=NOTIFIER)

    page = browser.post("/desk/questions/1", 409, answer="我的长答复")

    assert "已由其他同事答复" in page
    assert "我的长答复" in page
    assert "没有待答复的提问" in page


def test_empty_lists_say_what_comes_there(browser: Browser) -> None:
    assert "没有待答复的提问" in browser.get("/desk/questions")
    assert "还没有答复过提问" in browser.get("/desk/questions?show=answered")


def test_long_lists_come_in_pages(desk: DeskWorld, browser: Browser) -> None:
    passed_on(desk, *[f"问题{number}" for number in range(21)])

    assert "第 1 页，共 2 页" in browser.get("/desk/questions")
    assert "问题20" in browser.get("/desk/questions?page=2")
    assert "上一页" in browser.page


@pytest.mark.parametrize("address", ["/desk/questions/99", "/desk/questions/x"])
def test_a_question_that_does_not_exist_is_not_found(browser: Browser, address: str) -> None:
    browser.get("/desk/questions")

    assert "回到工单列表" in browser.post(address, 404, answer="a")


def test_a_made_up_page_is_not_found(browser: Browser) -> None:
    browser.get("/desk/questions?page=-1", 404)
