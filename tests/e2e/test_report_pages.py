"""Reports and exports in a real browser: accessible at both widths, and files that arrive."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import ViewportSize, expect

from api.store.database import Database
from tests.api.claimants import published
from tests.api.desks import ADMIN, hired
from tests.api.test_overview import moved
from tests.api.test_yearly import DELIVERY
from tests.desk_fakes import DeskWorld, make_desk
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.e2e.looking import check, desk_page

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    desk = make_desk(sqlite_database, tmp_path)
    hired(sqlite_database, ADMIN)
    need = published(desk.ledger, sqlite_database)
    moved(sqlite_database, need.number, *DELIVERY)
    return desk


@pytest.fixture
def server(desk: DeskWorld) -> Iterator[Server]:
    with serving(desk.app) as server:
        yield server


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_what_is_taken_out_arrives_and_stands_in_the_log(
    desk: DeskWorld, server: Server, size: ViewportSize
) -> None:
    with chromium() as browser:
        page = desk_page(browser, server, desk.database, ADMIN, size)
        page.goto(f"{server.url}/desk/overview")
        page.get_by_role("link", name="年度报告").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("年对口帮扶需求与资助报告")
        check(page)
        with page.expect_download() as report:
            page.get_by_role("link", name="下载 PDF").click()
        assert report.value.suggested_filename.endswith("报告.pdf")
        assert len(pypdfium2.PdfDocument(report.value.path())) >= 2
        page.get_by_role("link", name="导出", exact=True).click()
        check(page)
        for form in ("CSV", "Excel"):  # the page stays, and its buttons with it
            with page.expect_download() as needs:
                page.get_by_role("button", name=re.compile(f"下载 {form}.*需求")).click()
            expect(page.locator("form[data-sent]")).to_have_count(0)
            assert Path(needs.value.path()).stat().st_size > 500
        page.get_by_role("button", name=re.compile("下载 JSON")).click()
        expect(page.get_by_role("alert")).to_contain_text("没有可以导出的资助")
        check(page)
        page.get_by_role("link", name="导出记录").click()
        expect(page.locator("tbody tr")).to_have_count(3)
        check(page)
