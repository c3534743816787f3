"""Publishing a need: what staff see before, what everybody sees after, and taking it back."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from api.desk.review import accept, take
from api.domain.need import Beneficiaries
from api.domain.ticket import TicketStatus
from api.market.search import MarketSearch
from api.pages.needs import NeedPages, need_pages_router
from api.store import tickets as store
from api.store.database import Database
from api.store.ticket_history import history_is_whole
from api.tables.delivery import notices, outbox
from bot.entrances import Entrances
from tests.api.desks import CHECKED, NEED, NOTIFIER, REVIEWER, reported
from tests.desk_fakes import Browser, DeskWorld, gazetteer, make_desk, staffed

S = TicketStatus
PAGE = "/desk/tickets/1001/publication"
SECRETS = ("中心小学", "王老师", "高寒山区", "木戛乡中心小学需要冬衣")


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    pages = NeedPages(
        sqlite_database,
        MarketSearch(sqlite_database, gazetteer()),
        Entrances("https://shanhai.example", lambda: "ShanhaiBot"),
    )
    return make_desk(sqlite_database, tmp_path, need_pages_router(pages))


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    """At the page from which an accepted ticket is published."""
    browser = staffed(desk)
    reported(desk.ledger, desk.database)
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
    browser.get(PAGE)
    return browser


def status(desk: DeskWorld) -> TicketStatus:
    with desk.database.read() as unit:
        ticket = store.load(unit, 1001)
        assert history_is_whole(unit, ticket)
    return ticket.status


def told(desk: DeskWorld) -> list[str]:
    with desk.database.read() as unit:
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        return [turn["messages"][0]["text"] for turn in turns]


def public_part(page: str) -> str:
    return page.split('<article class="public-need">')[1].split("</article>", maxsplit=1)[0]


def test_staff_see_beforehand_exactly_what_everybody_sees_afterwards(
    desk: DeskWorld, browser: Browser
) -> None:
    browser.get("/needs/1001", 404)
    browser.get(PAGE)
    title, told_of_it = "200 名小学生缺冬衣", "山里冷，<b>孩子</b>在中心小学上学"
    tried = browser.post(
        f"{PAGE}/preview", version="4", days="3", title=title, description=told_of_it
    )
    assert "还没有保存" in tried
    assert status(desk) is S.ACCEPTED
    assert 'option value="3" selected' in tried
    done = browser.post(
        f"{PAGE}/publish", version="4", days="0", title=title, description=told_of_it
    )
    assert "已公开发布" in done
    assert status(desk) is S.PUBLISHED
    seen = browser.get("/needs/1001")
    assert "200 名小学生缺冬衣" in seen
    assert "&lt;b&gt;孩子&lt;/b&gt;在（不公开）上学" in seen
    assert "50,000 元" in seen
    assert "公开发布" in seen
    assert "/?need=1001" in seen
    assert "https://t.me/ShanhaiBot?start=need-1001" in seen
    assert 'property="og:title" content="200 名小学生缺冬衣"' in seen
    assert not [secret for secret in SECRETS if secret in seen]
    assert public_part(seen) == public_part(tried).replace("<h2", "<h1").replace("</h2", "</h1")
    assert "已发布，等机构认领" in told(desk)[-1]


def test_without_words_the_title_is_made_from_county_and_things(
    desk: DeskWorld, browser: Browser
) -> None:
    browser.post(f"{PAGE}/publish", version="4", days="0", title="", description="")
    assert "澜沧拉祜族自治县：冬衣" in browser.get("/needs/1001")


def test_a_notice_runs_in_working_days_and_says_how_to_object(
    desk: DeskWorld, browser: Browser
) -> None:
    browser.post(f"{PAGE}/publish", version="4", days="5")
    seen = browser.get("/needs/1001")
    assert "公示中" in seen
    assert "公示期 2026年9月2日至 2026年9月8日" in seen
    assert "公示中" in browser.get("/needs")
    assert "编号 1001" in seen
    assert 'href="/?about=1001"' in seen


def test_a_need_is_taken_back_with_a_reason_and_published_again_in_the_same_words(
    desk: DeskWorld, browser: Browser
) -> None:
    browser.post(f"{PAGE}/publish", version="4", days="0", title="缺冬衣", description="")
    browser.get(PAGE)
    assert "请写明原因" in browser.post(f"{PAGE}/take-back", 422, version="5", reason=" ")
    page = browser.post(f"{PAGE}/take-back", version="5", reason="数量要再核实")
    assert "已停止公开" in page
    assert 'value="缺冬衣"' in page
    assert status(desk) is S.ACCEPTED
    assert "已停止公开" in told(desk)[-1]
    assert "数量要再核实" in told(desk)[-1]
    gone = browser.get("/needs/1001", 404)
    assert "已经停止公开" in gone
    assert browser.get("/needs/99", 404).replace("99", "1001") == gone
    browser.get(PAGE)
    browser.post(f"{PAGE}/publish", version="6", days="0", title="缺冬衣", description="")
    assert "缺冬衣" in browser.get("/needs/1001")
    with desk.database.read() as unit:
        assert len(unit.connection.execute(select(outbox)).all()) == 1  # forwarded once only


def test_what_is_claimed_stays_public_and_words_can_still_be_changed(
    desk: DeskWorld, browser: Browser
) -> None:
    browser.post(f"{PAGE}/publish", version="4", days="0")
    browser.get("/desk/tickets/1001")
    browser.post("/desk/tickets/1001/progress", version="5", to="claimed", reason="")
    page = browser.get(PAGE)
    assert "不能停止公开" in page
    assert "take-back" not in page
    refused = browser.post(f"{PAGE}/take-back", 409, version="6", reason="不要了")
    assert "已经有机构认领" in refused
    browser.get(PAGE)
    browser.post(f"{PAGE}/reword", version="6", title="冬衣已有着落", description="")
    seen = browser.get("/needs/1001")
    assert "冬衣已有着落" in seen
    assert "在对话里认领" not in seen
    assert "公开内容改为：冬衣已有着落" in browser.get("/desk/tickets/1001")


def test_bad_publications_are_refused_and_what_was_written_is_kept(
    desk: DeskWorld, browser: Browser
) -> None:
    page = browser.post(
        f"{PAGE}/publish", 422, version="4", days="0", title="长" * 61, description="写好的"
    )
    assert "公开标题最多 60 字" in page
    assert "写好的" in page
    assert "请从列出的天数里选" in browser.post(f"{PAGE}/publish", 422, version="4", days="4")
    assert "最多 1,000 字" in browser.post(
        f"{PAGE}/preview", 422, version="4", days="0", description="长" * 1_001
    )
    assert "刷新页面" in browser.post(f"{PAGE}/publish", 409, version="3", days="0")
    browser.get(PAGE)
    assert "没有公开" in browser.post(f"{PAGE}/reword", 409, version="4", title="新")
    assert status(desk) is S.ACCEPTED


def test_a_ticket_under_review_has_nothing_to_publish(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database, key="another")
    assert "受理之后才能公开发布" in browser.get("/desk/tickets/1002/publication", 409)
    assert "/publication" not in browser.get("/desk/tickets/1002")
    browser.get("/desk/tickets/7/publication", 404)


def test_a_published_ticket_is_not_accepted_once_more(desk: DeskWorld, browser: Browser) -> None:
    browser.post(f"{PAGE}/publish", version="4", days="0")
    page = browser.get("/desk/tickets/1001")
    assert 'data-action="accept"' not in page
    assert "不用再受理" in browser.post("/desk/tickets/1001/accept", 409, version="5", reason="")


def test_few_people_are_not_told_apart(desk: DeskWorld, browser: Browser) -> None:
    few = replace(NEED, beneficiaries=Beneficiaries(2, kind="孤儿"))
    reported(desk.ledger, desk.database, few, key="few")
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1002, version=2)
        accept(unit, REVIEWER, 1002, version=3, checks=CHECKED, notifier=NOTIFIER)
    seen = public_part(browser.get("/desk/tickets/1002/publication"))
    assert "5 人以内，孤儿" in seen
    assert "木戛乡" not in seen
