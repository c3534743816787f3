"""In a real browser and the real service: two people report one need, staff merge the two and take
it back, and both hear of it each time."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from api.desk.accounts import Remit, create_staff
from api.desk.passwords import Passwords
from api.domain.duties import ALL_WORK
from tests.api.desks import ADMIN
from tests.e2e.browser import DESKTOP, NARROW, PHONE, chromium
from tests.e2e.chat_client import NEED, Chat
from tests.e2e.service import Service, serving
from tests.e2e.test_answers_of_staff import accessible, opened

pytestmark = pytest.mark.browser
AGAIN = NEED.replace("200套冬衣", "180套冬衣")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service")) as running:
        yield running


def reporting(browser: Browser, service: Service, text: str, size: ViewportSize) -> Page:
    """A web chat with that report sent."""
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    page.set_default_timeout(20_000)
    page.goto(service.url)
    expect(page.get_by_role("button", name="上报需求")).to_be_visible()
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    Chat(service.http, cookies["shanhai_chat"]).report(text)
    page.reload()
    return page


def fits(page: Page, size: ViewportSize) -> None:
    """Nothing is wider than the window, and nothing stands in the way of a screen reader."""
    page.set_viewport_size(size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    accessible(page, str(size))


def test_two_reports_are_merged_and_parted_and_both_reporters_hear_it(
    browser: Browser, service: Service
) -> None:
    first = reporting(browser, service, NEED, PHONE)
    second = reporting(browser, service, AGAIN, DESKTOP)
    with service.database.begin() as unit:
        password = create_staff(unit, ADMIN, Passwords(), "li", Remit(ALL_WORK))
    desk = opened(browser, service, "li", password)

    desk.goto(f"{service.url}/desk/tickets/1002")
    desk.get_by_role("link", name=re.compile("并排比较.*1002 和 1001")).click()
    expect(desk.get_by_role("row", name="需要什么 不同")).to_contain_text("180 套")
    for size in (NARROW, DESKTOP):
        fits(desk, size)
    desk.get_by_label("办理工单 1001，工单 1002 并入它").focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    desk.keyboard.type("同一所学校的同一批孩子")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("#done")).to_contain_text("两份工单已合并，这一份继续办理")
    expect(first.get_by_text("已并入您这一份一起办理")).to_be_visible()
    expect(second.get_by_text("已经合并，以后按工单 1001 办理")).to_be_visible()
    second.get_by_role("textbox").fill("查进度")
    second.get_by_role("textbox").press("Enter")
    expect(second.get_by_text("1002 · 已并入 1001，已提交")).to_be_visible()

    desk.set_viewport_size(NARROW)
    desk.get_by_role("link", name="工单 1002", exact=True).click()
    desk.locator("summary", has_text="撤销合并").click()
    desk.get_by_label("为什么不是同一需求").fill("是两个校区")
    fits(desk, NARROW)
    desk.get_by_role("button", name="撤销合并").click()
    expect(desk.locator("#done")).to_contain_text("恢复单独办理")
    expect(first.get_by_text("已分出去，单独办理")).to_be_visible()
    expect(second.get_by_text("不再和工单 1001 合并，恢复单独办理")).to_be_visible()
    for page in (first, second, desk):
        page.context.close()
