"""A policy file from its import to an answer and out of it again: real service, real browser."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect

from api.console.knowledge_query import document_path
from api.store.library import SqlLibrary
from knowledge.articles import split
from tests.api.test_console_imports import TEXT
from tests.api.test_console_knowledge import OLD
from tests.desk_fakes import PASSWORD
from tests.e2e.browser import DESKTOP, PHONE, chromium
from tests.e2e.desk_pictures import Scheme, context_of, log_in, stage
from tests.e2e.service import Service, serving

pytestmark = pytest.mark.browser

FILE: FilePayload = {"name": "助学金办法.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
BAD: FilePayload = {"name": "照片.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
QUESTION = "某县助学金每人每学期发多少元？"
SAID = "助学金每人每学期八百元"
PATIENCE = 60.0  # seconds until answers have followed; other tests may share the machine


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with serving(tmp_path) as running:
        yield running


def test_an_imported_file_answers_in_the_chat_until_it_is_withdrawn(
    browser: Browser, service: Service
) -> None:
    chat = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    chat.goto(service.url)
    assert SAID not in asked(chat)

    page = browser.new_context(viewport=DESKTOP, locale="zh-CN").new_page()
    _begin(page, service)
    page.get_by_role("link", name="知识库").click()
    page.get_by_role("link", name="导入", exact=True).click()
    page.get_by_label("文件", exact=True).set_input_files([FILE, BAD])
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_text("这是图片")).to_be_visible(timeout=PATIENCE * 1000)  # by itself
    page.get_by_role("link", name="核对：某县助学金发放办法").click()
    expect(page.get_by_label("施行日期")).to_have_value("2025-04-01")
    expect(page.get_by_text("第二条　助学金每人每学期八百元")).to_be_visible()
    assert SAID not in asked(chat)  # nothing before it is confirmed

    page.get_by_role("button", name="确认入库").click()
    expect(page.locator("#done")).to_contain_text("已入库")
    until(chat, present=True)
    expect(chat.locator("#log")).to_contain_text(SAID)

    page.get_by_text("撤下", exact=True).first.click()
    page.locator("[data-action=withdraw] textarea").fill("县里通知暂停执行")
    page.get_by_role("button", name="撤下").click()
    expect(page.locator("#done")).to_contain_text("已撤下")
    expect(page.locator(".events")).to_contain_text("县里通知暂停执行")
    until(chat, present=False)


def asked(page: Page) -> str:
    """Ask in the chat's page; returns what it shows below the question once it is answered."""
    before = page.locator(".line-bot").count()
    page.locator("#text").fill(QUESTION)
    page.locator("#text").press("Enter")
    expect(page.locator(".line-bot")).not_to_have_count(before, timeout=PATIENCE * 1000)
    expect(page.locator("#waiting")).to_be_hidden()
    return page.locator("#log").inner_text().rpartition(QUESTION)[2]


def until(page: Page, *, present: bool) -> None:
    """Ask again until the answer has followed what was decided at the desk."""
    ends = time.monotonic() + PATIENCE
    while (SAID in asked(page)) is not present:
        assert time.monotonic() < ends, "the answers did not follow"
        time.sleep(1)


def _begin(page: Page, service: Service) -> None:
    page.goto(f"{service.url}/desk/login")
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill(service.one_time_password)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("一次性密码").fill(service.one_time_password)
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存新密码").click()


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_the_pages_of_the_knowledge_base_have_no_accessibility_faults(
    browser: Browser, tmp_path: Path, size: ViewportSize, scheme: Scheme
) -> None:
    with stage(tmp_path) as served:
        SqlLibrary(served.desk.database).put(OLD, split(OLD))
        page = context_of(browser, size, scheme).new_page()
        log_in(page, served, served.password)
        results = {}
        for address in (
            "/desk/knowledge",
            "/desk/knowledge?q=没有",
            document_path(OLD.key),
            "/desk/knowledge/rules",
            "/desk/knowledge/test?q=捐赠财产有剩余怎么办",
            "/desk/knowledge/import",
        ):
            page.goto(served.server.url + address)
            for fold in page.locator("main details").all():
                fold.evaluate("fold => { fold.open = true }")
            results[address] = Axe().run(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        page.locator("#files").set_input_files([FILE, BAD])
        page.get_by_role("button", name="开始导入").click()
        page.get_by_role("link", name="核对").wait_for()
        results["imported"] = Axe().run(page)
        page.get_by_role("link", name="核对").click()
        page.get_by_label("最后有效日").fill("2020-01-01")
        results["draft"] = Axe().run(page)
        page.get_by_role("button", name="确认入库").click()
        page.get_by_role("alert").wait_for()
        results["refused"] = Axe().run(page)
        page.context.close()
    faults = {name: one.generate_report() for name, one in results.items() if one.violations_count}
    assert not faults, "\n".join(faults.values())
