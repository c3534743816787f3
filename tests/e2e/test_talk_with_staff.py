"""In a real browser and the real service: a person asks for staff, is answered, and comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.desk.accounts import Remit, create_staff
from api.desk.passwords import Passwords
from api.desk.people import Staff
from api.domain.duties import ALL_WORK, EVERY_ROLE
from tests.e2e.browser import DESKTOP, PHONE, chromium
from tests.e2e.service import Service, serving
from tests.e2e.test_answers_of_staff import accessible, opened

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service")) as running:
        yield running


def says(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".line-person").last).to_contain_text(text)
    expect(page.locator("#waiting")).to_be_hidden()


def test_asked_for_answered_and_handed_back(browser: Browser, service: Service) -> None:
    chat = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    chat.goto(service.url)
    says(chat, "转人工")
    expect(chat.get_by_text("已为您转人工，编号 1")).to_be_visible()
    says(chat, "冬衣还没有收到")
    expect(chat.get_by_text("已转给工作人员。接下来")).to_be_visible()

    with service.database.begin() as unit:
        admin = Staff("admin", EVERY_ROLE)
        password = create_staff(unit, admin, Passwords(), "li", Remit(ALL_WORK))
    desk = opened(browser, service, "li", password)
    desk.get_by_role("navigation").get_by_role("link", name="对话").click()
    accessible(desk, "the list")
    desk.get_by_role("link", name="冬衣还没有收到").click()
    accessible(desk, "before it is taken")
    desk.get_by_role("button", name="接手", exact=True).click()
    expect(chat.get_by_text("工作人员已接手")).to_be_visible()
    desk.get_by_label("写给对方").fill("您在哪个学校？")
    desk.get_by_role("button", name="发送").click()
    expect(chat.get_by_text("工作人员：您在哪个学校？")).to_be_visible()
    lines = chat.locator(".line-bot").count()
    says(chat, "木戛乡中心小学")
    assert chat.locator(".line-bot").count() == lines
    expect(desk.locator("#chat-log")).to_contain_text("木戛乡中心小学")  # by itself

    chat.reload()
    expect(chat.get_by_role("button", name="回到自动服务")).to_be_visible()
    expect(chat.get_by_role("button", name="上报需求")).to_have_count(0)
    desk.set_viewport_size(PHONE)
    accessible(desk, "a talk on a phone")
    desk.get_by_role("button", name="交还自动服务").click()
    expect(desk.locator("#done")).to_contain_text("已交还自动服务")
    expect(chat.get_by_text("工作人员已把对话交还给自动服务")).to_be_visible()
    expect(chat.get_by_role("button", name="上报需求")).to_be_visible()
    desk.set_viewport_size(DESKTOP)
    desk.goto(f"{service.url}/desk/chats?show=over")
    accessible(desk, "those that are over")
    for page in (chat, desk):
        page.context.close()
