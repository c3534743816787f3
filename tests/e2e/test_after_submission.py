"""In a real browser and the real service: asked by staff, delivered, rated, and not solved yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from api.desk import review
from api.desk.accounts import Remit, create_staff
from api.desk.passwords import Passwords
from api.desk.people import Staff
from api.domain.duties import ALL_WORK, EVERY_ROLE
from api.tables.people import identities
from tests.api.desks import CHECKED, NEED, NOTIFIER, REVIEWER, ledger_of
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


def accepted(service: Service, folder: Path) -> None:
    """A report of the person at the web chat, accepted by staff."""
    with service.database.read() as unit:
        person = unit.connection.execute(
            select(identities.c.person).where(identities.c.channel == "web")
        ).scalar_one()
    with ledger_of(service.database, folder).transaction(person) as transaction:
        transaction.submit(NEED, {}, "k")
    with service.database.begin() as unit:
        version = review.take(unit, REVIEWER, 1001, version=2).version
        review.accept(unit, REVIEWER, 1001, version=version, checks=CHECKED, notifier=NOTIFIER)


def recorded(desk: Page, label: str) -> None:
    desk.locator("summary", has_text="记录进展").click()
    desk.get_by_label(label, exact=True).check()
    desk.get_by_role("button", name="记录进展").click()
    expect(desk.locator("#done")).to_contain_text("进展已记下")


def test_asked_delivered_rated_and_opened_again(
    browser: Browser, service: Service, tmp_path: Path
) -> None:
    chat = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    chat.set_default_timeout(20_000)
    chat.goto(service.url)
    expect(chat.get_by_role("button", name="上报需求")).to_be_visible()
    with service.database.begin() as unit:
        admin = Staff("admin", EVERY_ROLE)
        password = create_staff(unit, admin, Passwords(), "li", Remit(ALL_WORK))
    accepted(service, tmp_path)
    desk = opened(browser, service, "li", password)
    desk.goto(f"{service.url}/desk/tickets/1001?status=all")

    desk.locator("summary", has_text="问上报人").click()
    accessible(desk, "a question to the reporter")
    desk.get_by_label("问题", exact=True).fill("这200套里男女各多少？")
    desk.get_by_role("button", name="发出问题").click()
    expect(desk.locator("#followup")).to_contain_text("等上报人回答")
    chat.get_by_role("button", name="回答").click()
    chat.get_by_role("textbox").fill("各一半")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.get_by_text("已交给工作人员")).to_be_visible()
    desk.reload()
    expect(desk.locator("#followup")).to_contain_text("各一半")
    expect(desk.locator(".signals")).to_contain_text("有新回答")

    desk.get_by_role("link", name="公开发布").click()
    desk.get_by_role("button", name="公开发布").click()
    expect(desk.locator("#done")).to_contain_text("已公开发布")
    desk.get_by_role("link", name="返回工单 1001").click()
    for label in ("已认领", "实施中", "已送达"):
        recorded(desk, label)
    chat.get_by_role("button", name="收到了", exact=True).click()
    chat.get_by_role("button", name="满意", exact=True).click()
    expect(chat.get_by_text("工单 1001 已办结").last).to_be_visible()
    desk.reload()
    expect(desk.locator("#followup")).to_contain_text("满意")
    chat.get_by_role("button", name="还没解决").click()
    chat.get_by_role("textbox").fill("还差50套棉鞋")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.get_by_text("已附在工单 1001 里").last).to_be_visible()
    desk.set_viewport_size(PHONE)
    desk.goto(f"{service.url}/desk")
    expect(desk.locator(".signals")).to_contain_text("还没解决")
    accessible(desk, "the list on a phone")
    desk.locator(".signals a").click()
    expect(desk.get_by_text("上报人说“还没解决”，工单回到实施中")).to_be_visible()
    accessible(desk, "the ticket on a phone")
    desk.set_viewport_size(DESKTOP)
    accessible(desk, "the ticket")
    for page in (chat, desk):
        page.context.close()
