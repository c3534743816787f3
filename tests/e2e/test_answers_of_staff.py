"""In a real browser and the real service: an answer of no use, one of staff in its place, approved,
and asked for again in other words."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api.desk.accounts import Remit, create_staff
from api.desk.passwords import Passwords
from api.desk.people import Staff
from api.domain.duties import ALL_WORK, EVERY_ROLE
from tests.e2e.browser import DESKTOP, PHONE, chromium
from tests.e2e.desk_client import OWN_PASSWORD
from tests.e2e.service import Service, serving

pytestmark = pytest.mark.browser
ASKED = "合作交流办的窗口周末上班吗？"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service")) as running:
        yield running


def opened(browser: Browser, service: Service, username: str, password: str) -> Page:
    page = browser.new_context(viewport=DESKTOP, locale="zh-CN").new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{service.url}/desk/login")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("一次性密码").fill(password)
    page.get_by_label("新密码", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("再输一次新密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="保存新密码").click()
    expect(page.get_by_role("link", name="提问", exact=True)).to_be_visible()
    return page


def accessible(page: Page, size: str = "") -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url} {size}\n{results.generate_report()}"


def test_a_question_is_answered_by_staff_and_answered_next_time(
    browser: Browser, service: Service
) -> None:
    chat = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    chat.set_default_timeout(20_000)
    chat.goto(service.url)
    chat.get_by_role("textbox").fill(ASKED)
    chat.get_by_role("textbox").press("Enter")
    chat.get_by_role("button", name="没用").click()
    chat.get_by_role("button", name="转给工作人员").click()
    expect(chat.get_by_text("已转给工作人员")).to_be_visible()

    with service.database.begin() as unit:
        admin = Staff("admin", EVERY_ROLE)
        password = create_staff(unit, admin, Passwords(), "li", Remit(ALL_WORK))
    writer = opened(browser, service, "li", password)
    writer.get_by_role("link", name="提问", exact=True).click()
    accessible(writer, "the list")
    writer.get_by_role("link", name=ASKED).click()
    writer.get_by_label("答复", exact=True).fill("周六上午开，周日不开。也可以请志愿者代办。")
    writer.get_by_label("查找依据").fill("志愿服务条例 第二条")
    writer.get_by_role("button", name="查找", exact=True).click()
    writer.get_by_role("button", name="引用这一条").first.click()
    quote = writer.get_by_label("引文 1")
    quote.fill("改了字的引文")
    writer.get_by_role("button", name="发出答复并交同事审定").click()
    expect(writer.get_by_role("alert")).to_contain_text("没有与引文一字不差的句子")
    accessible(writer, "refused")
    writer.get_by_role("button", name="去掉这一处").click()
    writer.get_by_label("哪些问法由它回答").fill(f"{ASKED}\n合作交流办双休日开门吗？")
    writer.get_by_role("button", name="发出答复并交同事审定").click()
    expect(writer.locator("#done")).to_contain_text("答复已发出")
    expect(chat.get_by_text("周六上午开，周日不开。")).to_be_visible()

    colleague = opened(browser, service, "admin", service.one_time_password)
    colleague.goto(f"{service.url}/desk/answers")
    accessible(colleague, "the answers")
    colleague.get_by_role("link", name=ASKED).click()
    colleague.set_viewport_size(PHONE)
    accessible(colleague, "the answer on a phone")
    colleague.get_by_role("button", name="审定，用来回答").click()
    expect(colleague.locator("#done")).to_contain_text("已审定")
    colleague.get_by_role("link", name="修改").click()
    accessible(colleague, "the form on a phone")

    chat.get_by_role("textbox").fill("请问合作交流办双休日开门吗")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.get_by_text("工作人员审定的答复")).to_be_visible()
    expect(chat.get_by_role("button", name="没用")).to_be_visible()
    colleague.goto(f"{service.url}/desk/answers")
    expect(colleague.get_by_text("用过 1 次")).to_be_visible()
    for page in (chat, writer, colleague):
        page.context.close()
