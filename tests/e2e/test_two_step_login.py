"""Two-step login in a real browser: turned on, asked for, and passed with a spare code."""

from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from api.store.database import Database
from tests.desk_fakes import PASSWORD, make_desk, staffed
from tests.e2e.browser import DESKTOP, NARROW, chromium, serving
from tests.e2e.looking import check
from tests.fakes import FixedClock

pytestmark = pytest.mark.browser


@pytest.fixture(params=[DESKTOP, NARROW], ids=["desktop", "phone"])
def page(
    request: pytest.FixtureRequest, sqlite_database: Database, tmp_path: Path
) -> Iterator[Page]:
    """The login, of a desk where li works."""
    size: ViewportSize = request.param
    desk = make_desk(sqlite_database, tmp_path)
    staffed(desk)
    with serving(desk.app) as server, chromium() as browser:
        context = browser.new_context(viewport=size, locale="zh-CN", base_url=server.url)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto("/desk/login")
        yield page
        context.close()


def log_in(page: Page) -> None:
    page.get_by_label("用户名").fill("li")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def test_two_steps_are_turned_on_and_asked_for_at_the_next_login(
    page: Page, clock: FixedClock
) -> None:
    log_in(page)
    page.get_by_role("link", name="账号").click()
    page.get_by_role("button", name="开启两步验证").click()
    check(page)
    secret = page.locator("code[aria-labelledby=secret-label]").inner_text()
    code = pyotp.TOTP(secret.replace(" ", "")).at(clock.now())
    page.get_by_label("验证码").fill(code)
    page.get_by_role("button", name="开启", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("两步验证已开启")
    check(page)
    spare = page.locator(".spare-codes code").first.inner_text()
    page.get_by_role("button", name="退出").click()

    log_in(page)
    expect(page.get_by_role("heading", name="填写验证码")).to_be_visible()
    check(page)
    page.get_by_label("验证码").fill("000000")
    page.get_by_role("button", name="继续登录").click()
    expect(page.get_by_role("alert")).to_contain_text("验证码不对")
    check(page)
    page.get_by_label("验证码").fill(spare)
    page.get_by_role("button", name="继续登录").click()
    expect(page.locator("[aria-current=page]")).to_have_text("工单")
