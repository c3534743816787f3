"""The overview in a real browser: from part to part, a table opened, a file taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from api.store.database import Database
from tests.api.desks import REVIEWER, hired
from tests.api.overview_scene import furnish
from tests.desk_fakes import DeskWorld, make_desk
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.e2e.looking import check, desk_page
from tests.fakes import FixedClock

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> DeskWorld:
    desk = make_desk(sqlite_database, tmp_path)
    hired(desk.database, REVIEWER)
    furnish(desk.database, clock, desk.ledger)
    return desk


@pytest.fixture
def server(desk: DeskWorld) -> Iterator[Server]:
    with serving(desk.app) as server:
        yield server


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_every_part_is_reached_read_and_taken_as_a_file(
    desk: DeskWorld, server: Server, size: ViewportSize
) -> None:
    with chromium() as browser:
        page = desk_page(browser, server, desk.database, REVIEWER, size)
        page.goto(f"{server.url}/desk/overview?period=year&province=云南省")
        check(page)
        tabs = page.get_by_role("navigation", name="概况的内容")
        for label in ("资金", "进度", "提问和查找", "从没上报"):
            tabs.get_by_role("link", name=label).click()
            expect(tabs.locator("[aria-current=page]")).to_have_text(label)
            expect(page.get_by_label("地区", exact=True)).to_have_value("云南省")
            check(page)
        tabs.get_by_role("link", name="资金").click()
        balances = page.get_by_role("region", name="各资金池的余额")
        balances.locator("summary").press("Enter")
        check(page)
        with page.expect_download() as download:
            balances.get_by_role("link", name="下载 XLSX").click()
        assert download.value.suggested_filename.startswith("概况-pools-2026-01-01")
        tabs.get_by_role("link", name="进度").click()
        page.get_by_role("link", name="送到木戛乡中心小学并拍照").click()
        expect(page).to_have_url(f"{server.url}/desk/claims/1/work")
