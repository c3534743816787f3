"""Applications in a real browser: a level passed on a phone, and the accessibility of each page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from api.store.database import Database
from tests.api.application_office import RELIEF, SPECIAL, Office, open_office, reviewed, staff
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.e2e.looking import check, desk_page
from tests.fakes import FixedClock

pytestmark = pytest.mark.browser


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    """S1 is in public notice, S2 at its first level, S3 with the experts."""
    office = open_office(sqlite_database, clock, tmp_path)
    reviewed(office)
    office.act("zhou", "noticed")
    office.enter(title="山区助学")
    office.enter(programme=RELIEF, title="照护服务")
    office.act("li", "declared", 200, 3, conflict="no")
    return office


@pytest.fixture
def server(office: Office) -> Iterator[Server]:
    with serving(office.desk.app) as server:
        yield server


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_a_level_is_passed_and_every_page_is_accessible(
    office: Office, server: Server, size: ViewportSize
) -> None:
    with chromium() as browser:
        page = desk_page(browser, server, office.desk.database, staff("li"), size)
        for address in (f"/desk/applications/new?programme={SPECIAL}", "/desk/applications/3"):
            page.goto(server.url + address)
            check(page)
        page.goto(f"{server.url}/desk/applications")
        check(page)
        page.get_by_role("link", name="山区助学").click()
        page.locator("[data-action=passed] > summary").click()
        check(page)
        page.locator("[data-action=passed] form > button").click()
        expect(page.locator("#done")).to_contain_text("已记录")
        expect(page.locator("[aria-current=step]")).to_have_text("合规性复审")
        page.goto(f"{server.url}/applications")
        check(page)
        page.get_by_role("link", name="乡村助学").click()
        check(page)
        page.get_by_label("您的意见").fill("预算偏高")
        page.get_by_role("button", name="提交意见").click()
        expect(page.locator("#done")).to_contain_text("收到了您的意见")
