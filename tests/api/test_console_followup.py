"""The ticket page after a decision: progress by hand, questions to the reporter, their feedback."""

from pathlib import Path

import pytest
from sqlalchemy import select

from api.desk.review import accept, take
from api.domain.followup import Feedback
from api.domain.ticket import TicketStatus
from api.store import tickets as store
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.tables.delivery import notices
from tests.api.desks import CHECKED, NOTIFIER, REVIEWER, person_of, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

S = TicketStatus
ADDRESS = "/desk/tickets/1001"


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    """At the page of a ticket that was accepted."""
    browser = staffed(desk)
    reported(desk.ledger, desk.database)
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
    browser.get(ADDRESS)
    return browser


def status(desk: DeskWorld) -> TicketStatus:
    with desk.database.read() as unit:
        return store.load(unit, 1001).status


def told(desk: DeskWorld) -> list[str]:
    with desk.database.read() as unit:
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        return [turn["messages"][0]["text"] for turn in turns]


def recorded(browser: Browser, *steps: TicketStatus) -> str:
    for to in steps:
        version = browser.page.split('name="version" value="')[1].split('"')[0]
        if to is S.PUBLISHED:
            browser.post(f"{ADDRESS}/publication/publish", version=version, days="0")
            browser.get(ADDRESS)
        else:
            browser.post(f"{ADDRESS}/progress", version=version, to=to, reason="")
    return browser.page


def says(ledger: SqlLedger, database: Database, feedback: Feedback, text: str = "") -> None:
    with ledger.transaction(person_of(ledger, database)) as tx:
        tx.followup.say(tx.my_tickets()[0], feedback)
        if text:
            tx.followup.explain(1001, text)


def test_progress_is_recorded_step_by_step_to_delivery(desk: DeskWorld, browser: Browser) -> None:
    assert 'value="published"' not in browser.page
    assert f"{ADDRESS}/publication" in browser.page
    page = recorded(browser, S.PUBLISHED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED)
    assert "进展已记下" in page
    assert status(desk) is S.DELIVERED
    assert "请看一下收到没有" in told(desk)[-1]
    assert 'value="closed"' in page


def test_a_step_sent_twice_is_done_once(desk: DeskWorld, browser: Browser) -> None:
    recorded(browser, S.PUBLISHED)
    for _ in range(2):
        page = browser.post(f"{ADDRESS}/progress", version="5", to="claimed", reason="某基金会")
    assert "进展已记下" in page
    assert len([text for text in told(desk) if "已认领" in text]) == 1


def test_a_step_chosen_too_late_keeps_what_was_written(desk: DeskWorld, browser: Browser) -> None:
    recorded(browser, S.PUBLISHED)
    page = browser.post(f"{ADDRESS}/progress", 409, version="4", to="claimed", reason="某某基金会")
    assert "有了变化" in page
    assert "某某基金会" in page


def test_no_step_chosen_is_refused_in_place(browser: Browser) -> None:
    recorded(browser, S.PUBLISHED)
    page = browser.post(f"{ADDRESS}/progress", 422, version="5", to="", reason="已联系")
    assert "请选择现在的进展" in page
    assert "已联系" in page


def test_a_question_is_asked_and_its_answer_shown(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    for _ in range(2):
        page = browser.post(f"{ADDRESS}/ask", version="4", reason="男女<b>各</b>多少？")
    assert "问题已发到上报人的聊天里" in page
    assert "等上报人回答" in page
    assert "男女&lt;b&gt;各&lt;/b&gt;多少？" in page
    assert len([text for text in told(desk) if "想问" in text]) == 1
    clock.forward(minutes=3)
    with desk.ledger.transaction(person_of(desk.ledger, desk.database)) as tx:
        (question,) = tx.followup.questions()
        assert tx.followup.answer(question, "各一半")
        assert not tx.followup.answer(question, "再答一次")
    page = browser.get(ADDRESS)
    assert "各一半" in page
    assert "有新回答" in page
    assert "再答一次" not in page


def test_what_the_reporter_says_is_shown_and_called_to_attention(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    recorded(browser, S.PUBLISHED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED)
    clock.forward(minutes=3)
    says(desk.ledger, desk.database, Feedback.PARTLY, "还差<50套")
    page = browser.get(ADDRESS)
    assert "上报人说“部分收到”，工单回到实施中" in page
    assert "还差&lt;50套" in page
    assert "上报人有 1 条新消息" in browser.get("/desk")
    assert status(desk) is S.IN_PROGRESS


def test_satisfaction_is_shown(desk: DeskWorld, browser: Browser) -> None:
    recorded(browser, S.PUBLISHED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED)
    says(desk.ledger, desk.database, Feedback.PLEASED)
    page = browser.get(ADDRESS)
    assert '<span class="badge badge-good">满意</span>' in page
    assert "记录进展" not in page


def test_a_refused_ticket_asks_nothing(desk: DeskWorld, browser: Browser) -> None:
    with desk.ledger.transaction(person_of(desk.ledger, desk.database)) as tx:
        tx.withdraw(1001, "上报人撤回")
    page = browser.get(ADDRESS)
    assert "问上报人</summary>" not in page
    assert "记录进展</summary>" not in page
