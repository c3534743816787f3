"""测资格 on the chat page up to the saved result, its page on a phone and a desk, and on paper."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api.bootstrap.documents import open_documents
from api.pages.assessment import Results, assessment_router
from api.rate_limit import MemoryRateLimiter
from api.routes.services import WebServices
from api.settings import Settings
from api.store.assessments import kept_assessment
from api.store.database import Database
from api.store.web_chats import SqlChats
from api.web_app import create_app
from bot.conversation import Conversation
from bot.entrances import Entrances
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import ledger_of
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.fakes import UNHURRIED, FixedClock, ScriptedAsker
from tests.rule_book import quoted_library, shipped_rules

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def server(sqlite_database: Database, tmp_path: Path) -> Iterator[Server]:
    """The chat and the page of results over one database, which know their own address."""
    database, clock, rules, entrances = sqlite_database, FixedClock(), shipped_rules(), Entrances()
    services = WebServices(
        settings=Settings(public_url="http://testserver"),
        clock=clock,
        conversation=Conversation(
            ledger=ledger_of(database, tmp_path),
            asker=ScriptedAsker(),
            clock=clock,
            gazetteer=Gazetteer.load(),
            entrances=entrances,
            limits=UNHURRIED,
            rules=rules,
        ),
        chats=SqlChats(database),
        library=quoted_library(),
        documents=open_documents(database),
        limiter=MemoryRateLimiter(),
    )
    results = Results(partial(kept_assessment, database), rules, clock)
    with serving(create_app(services, routers=(assessment_router(results),))) as server:
        object.__setattr__(entrances, "pages", server.url)  # its port is only known now
        yield server


def to_the_result(page: Page) -> str:
    """A dialogue of buttons and words, and the link to the result."""
    log = page.locator("#log")
    page.get_by_role("button", name="测资格").click()
    page.get_by_role("button", name="上海市对口支援专项资金").click()
    page.get_by_role("button", name="基金会", exact=True).click()
    expect(log).to_contain_text("申请主体是在上海登记的吗")
    for text in ("是", "合格", "是", "云南普洱", "总投入80万，自筹60万"):
        page.locator("#text").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(".line-person").last).to_have_text(f"我：{text}")
        expect(page.locator(".line").last).not_to_have_class("line line-person")
    expect(log).to_contain_text("结论：初步符合，待核原文")
    page.get_by_role("button", name="保存结果").click()
    return page.locator('#log a[href*="/assessments/"]').get_attribute("href") or ""


def words(pdf: bytes) -> str:
    """What stands on the pages."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "".join(one.get_textpage().get_text_range() for one in document)


def test_a_result_is_reached_from_the_chat_and_can_be_printed(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=NARROW, locale="zh-CN")
    page = context.new_page()
    page.goto(server.url)
    link = to_the_result(page)

    for size in (NARROW, DESKTOP):
        page.set_viewport_size(size)
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_contain_text("上海市对口支援专项资金")
        expect(page.get_by_text("56万元（70%）")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert Axe().run(page).violations_count == 0
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="打印").click()
    assert page.title() == "printed"
    context.close()

    plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = plain.new_page()
    page.goto(link)
    expect(page.get_by_text("用浏览器的“打印”")).to_be_visible()
    paper = words(page.pdf(format="A4"))
    plain.close()
    for shown in ("24万元", "不保证结果", "依次公示、会审报批、公告", "属于非营利且不含商业行为"):
        assert shown in paper
    assert "回到对话" not in paper
