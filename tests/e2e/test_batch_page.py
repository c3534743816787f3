"""批量上报 on the chat page: a template downloaded, filled in, sent, and its rows submitted."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from playwright.sync_api import Browser, FilePayload, Page, expect

from api.bootstrap.documents import open_documents
from api.rate_limit import MemoryRateLimiter
from api.routes.services import WebServices
from api.settings import Settings
from api.store.database import Database
from api.store.web_chats import SqlChats
from api.web_app import create_app
from bot.conversation import Conversation
from bot.eligibility.ports import RuleBook
from knowledge.library import MemoryLibrary
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import ledger_of
from tests.bot.batch.made_sheets import AMBIGUOUS, ROW
from tests.e2e.browser import NARROW, Server, chromium, serving
from tests.fakes import FixedClock, ScriptedAsker

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def services(
    database: Database, folder: Path, clock: FixedClock, rules: RuleBook | None = None
) -> WebServices:
    """The web face over a database, with the real conversation."""
    conversation = Conversation(
        ledger=ledger_of(database, folder),
        asker=ScriptedAsker(),
        clock=clock,
        gazetteer=Gazetteer.load(),
        rules=rules,
    )
    return WebServices(
        settings=Settings(public_url="http://testserver"),
        clock=clock,
        conversation=conversation,
        chats=SqlChats(database),
        library=MemoryLibrary(),
        documents=open_documents(database),
        limiter=MemoryRateLimiter(),
    )


def filled_in(template: bytes, *rows: tuple[object, ...]) -> bytes:
    """What a person makes of the template."""
    book = load_workbook(io.BytesIO(template))
    for row in rows:
        book["上报"].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def server(sqlite_database: Database, tmp_path: Path, clock: FixedClock) -> Iterator[Server]:
    with serving(create_app(services(sqlite_database, tmp_path, clock))) as server:
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport=NARROW, locale="zh-CN", has_touch=True)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(server.url)
    yield page
    context.close()


def to_the_preview(page: Page) -> bytes:
    """The template downloaded, filled in with a good and a faulty row, and sent; returns it."""
    page.get_by_role("button", name="批量上报").click()
    page.get_by_role("button", name="同意", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="山海桥需求上报模板.xlsx").click()
    assert download.value.suggested_filename == "山海桥需求上报模板.xlsx"
    content = filled_in(Path(download.value.path()).read_bytes(), ROW, AMBIGUOUS)
    page.locator("#file").set_input_files(
        FilePayload(name="需求.xlsx", mimeType=XLSX, buffer=content)
    )
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#log")).to_contain_text("1 行可以提交，1 行有问题")
    return content


def is_well(page: Page) -> bool:
    """Whether nothing overflows and no accessibility rule is broken."""
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return not wide and not Axe().run(page).response["violations"]


def test_a_sheet_is_filled_in_checked_and_submitted(page: Page) -> None:
    to_the_preview(page)
    card = page.locator(".chat-card")
    expect(card.locator(".card-row").first).to_contain_text("第 4 行")
    expect(card.locator(".card-row").first).to_contain_text("江苏省南京市鼓楼区")
    expect(card).not_to_contain_text("待补")
    with page.expect_download() as download:
        page.get_by_role("link", name="需求-逐行结果.xlsx").click()
    result = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))["上报"]
    assert result.cell(1, 13).value == "问题"
    assert is_well(page)
    page.get_by_role("button", name="提交这 1 行").click()
    expect(page.locator("#log")).to_contain_text("工单号是 1001")
    page.reload()
    expect(page.get_by_role("link", name="山海桥需求上报模板.xlsx")).to_be_visible()
    assert is_well(page)


def test_without_a_script_the_template_is_a_link_too(
    sqlite_database: Database, tmp_path: Path, clock: FixedClock
) -> None:
    app = create_app(services(sqlite_database, tmp_path, clock))
    with TestClient(app, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        client.post("/plain", files={"text": (None, "批量上报")})
        shown = client.post("/plain", files={"text": (None, "同意")}).text
        assert 'href="/api/v1/chat/files/template"' in shown
        template = client.get("/api/v1/chat/files/template").content
        sheet = ("需求.xlsx", filled_in(template, ROW))
        shown = client.post("/plain", files={"file": sheet}).text
        assert "1 行可以提交" in shown
        assert "需求-逐行结果.xlsx" in shown
        assert "工单号是 1001" in client.post("/plain", files={"text": (None, "提交")}).text
