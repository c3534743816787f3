"""An organisation registered in the web chat, and its public page, in a real browser."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from api.domain.organisation_profile import OrganisationState
from api.pages.organisations import organisation_pages_router
from api.store.database import Database
from api.tables.organisations import organisations
from api.web_app import create_app
from tests.e2e.browser import NARROW, chromium, serving
from tests.e2e.test_batch_page import services
from tests.fakes import FixedClock

pytestmark = pytest.mark.browser


def say(page: Page, text: str, answer: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#log")).to_contain_text(answer)


def is_well(page: Page) -> bool:
    """Whether nothing overflows and no accessibility rule is broken."""
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return not wide and not Axe().run(page).response["violations"]


def test_an_organisation_is_registered_and_shown(
    sqlite_database: Database, tmp_path: Path, clock: FixedClock
) -> None:
    routers = (organisation_pages_router(sqlite_database),)
    app = create_app(services(sqlite_database, tmp_path, clock), routers=routers)
    with serving(app) as server, chromium() as browser:
        context = browser.new_context(viewport=NARROW, locale="zh-CN", has_touch=True)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(server.url)
        say(page, "登记机构", "统一社会信用代码（18 位）")
        say(page, "533100005017745272", "从代码读出：基金会，登记地上海市")
        say(page, "上海市儿童基金会", "主要做哪些领域")
        page.get_by_role("button", name="教育", exact=True).click()
        expect(page.get_by_role("button", name="✓ 教育")).to_be_visible()
        assert is_well(page)
        page.get_by_role("button", name="完成", exact=True).click()
        say(page, "云南省普洱市、文山州", "主要服务哪些人")
        say(page, "山区小学生", "一年大约能投入多少钱")
        say(page, "50万元", "最近一次年检")
        page.get_by_role("button", name="合格", exact=True).click()
        page.get_by_role("button", name="4A", exact=True).click()
        page.get_by_role("button", name="提交", exact=True).click()
        expect(page.locator("#log")).to_contain_text("“上海市儿童基金会”已登记，您是负责人")
        say(page, "邀请成员", "邀请码")
        expect(page.get_by_role("link", name="邀请二维码.png")).to_be_visible()
        assert is_well(page)
        with sqlite_database.begin() as unit:
            verified = {"state": OrganisationState.VERIFIED, "verified_at": unit.now}
            unit.connection.execute(update(organisations).values(**verified))
            key = unit.connection.execute(select(organisations.c.key)).scalar_one()
        page.goto(f"{server.url}/organisations/{key}")
        expect(page.get_by_role("heading", name="上海市儿童基金会")).to_be_visible()
        assert is_well(page)
        context.close()
