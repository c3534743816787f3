"""In a real browser: a need is published, found while typing, passed on, and taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from api.desk.review import accept, take
from api.market.search import MarketSearch
from api.pages.needs import NeedPages, need_pages_router
from api.routes.needs import needs_router
from api.store.database import Database
from bot.entrances import Entrances
from tests.api.desks import CHECKED, NOTIFIER, REVIEWER, hired, reported
from tests.desk_fakes import PASSWORD, DeskWorld, gazetteer, make_desk, one_time_password
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.e2e.desk_scene import COATS
from tests.e2e.test_answers_of_staff import accessible

pytestmark = pytest.mark.browser

BUDGET = 60_000  # bytes on the wire for the first load


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    market = MarketSearch(sqlite_database, gazetteer(), lambda: next(_hours))
    pages = NeedPages(sqlite_database, market, Entrances())
    return make_desk(sqlite_database, tmp_path, need_pages_router(pages), needs_router(market))


_hours = iter(range(0, 10**9, 3600))  # the index looks at the database before every search


@pytest.fixture
def served(desk: DeskWorld) -> Iterator[Server]:
    """One accepted ticket, not published yet."""
    hired(desk.database, REVIEWER)
    reported(desk.ledger, desk.database, COATS)
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
    with serving(desk.app) as server:
        yield server


def page_of(browser: Browser, size: ViewportSize) -> Page:
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    page.set_default_timeout(10_000)
    return page


def logged_in(browser: Browser, served: Server, password: str) -> Page:
    page = page_of(browser, DESKTOP)
    page.goto(f"{served.url}/desk/login")
    page.get_by_label("用户名").fill("wang")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("一次性密码").fill(password)
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存新密码").click()
    return page


def both_widths(page: Page, what: str) -> None:
    for size in (NARROW, DESKTOP):
        page.set_viewport_size(size)
        accessible(page, f"{what} {size['width']}")
        sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(sideways) == 0, what
    page.set_viewport_size(NARROW)


def test_published_found_passed_on_and_taken_back(
    browser: Browser, desk: DeskWorld, served: Server
) -> None:
    staff = logged_in(browser, served, one_time_password(desk, "wang"))
    staff.goto(f"{served.url}/desk/tickets/1001?status=all")
    staff.get_by_role("link", name="公开发布").click()
    staff.get_by_label("公开标题").fill("200 名寄宿生缺冬衣")
    staff.get_by_role("button", name="看改后的样子").click()
    expect(staff.locator(".public-title")).to_have_text("200 名寄宿生缺冬衣")
    staff.get_by_label("公示期").select_option("5")
    both_widths(staff, "before publishing")
    staff.get_by_role("button", name="公开发布").click()
    expect(staff.locator("#done")).to_contain_text("已公开发布")

    visitor = page_of(browser, NARROW)
    sizes: list[int] = []
    visitor.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    visitor.goto(f"{served.url}/needs")
    visitor.wait_for_load_state("networkidle")
    assert sum(sizes) < BUDGET
    visitor.get_by_label("想帮哪里、帮什么").press_sequentially("云南 冬衣")
    expect(visitor.locator("#suggested a")).to_have_text("200 名寄宿生缺冬衣")
    both_widths(visitor, "while typing")
    visitor.get_by_role("button", name="查找").click()
    expect(visitor.get_by_role("link", name=re.compile("去掉条件.*云南省"))).to_be_visible()
    both_widths(visitor, "the list")
    visitor.get_by_role("link", name="200 名寄宿生缺冬衣").click()
    expect(visitor.get_by_text("公示中", exact=True)).to_be_visible()
    both_widths(visitor, "the need")
    picture = visitor.get_by_role("link", name="打开分享图").get_attribute("href")
    answer = visitor.request.get(f"{served.url}{picture}")
    assert answer.headers["content-type"] in ("image/png", "image/svg+xml")

    staff.locator("summary", has_text="停止公开").click()
    staff.get_by_label("原因", exact=True).fill("数量要再核实")
    staff.get_by_role("button", name="停止公开").click()
    expect(staff.locator("#done")).to_contain_text("已停止公开")
    visitor.reload()
    expect(visitor.get_by_role("heading", name="没有公开的需求")).to_be_visible()
    both_widths(visitor, "a need that is gone")
    visitor.get_by_role("link", name="看现在公开的需求").click()
    expect(visitor.get_by_text("现在没有等待认领的需求")).to_be_visible()
    both_widths(visitor, "nothing published")
    for page in (staff, visitor):
        page.context.close()


def test_the_list_is_searched_without_javascript(
    browser: Browser, desk: DeskWorld, served: Server
) -> None:
    context = browser.new_context(viewport=NARROW, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{served.url}/needs")
    page.get_by_label("想帮哪里、帮什么").fill("贵州的医疗")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("link", name=re.compile("去掉条件.*贵州省"))).to_be_visible()
    context.close()
