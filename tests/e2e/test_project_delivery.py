"""A project delivered in a real browser: a milestone, the check between them, what comes next."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from api.store.database import Database
from tests.api.application_office import RELIEF, Office, agreed, open_office, staff
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.e2e.looking import check, desk_page
from tests.fakes import FixedClock

pytestmark = pytest.mark.browser


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    """S1 is being delivered, with two milestones, the first of them late."""
    office = open_office(sqlite_database, clock, tmp_path)
    office.enter(programme=RELIEF, title="上门照护")
    for expert in ("li", "zhao", "sun"):
        office.score(expert, 25, 25, 20, 20)
    office.act("li", "passed")
    office.evaluate("admin")
    plan = (("照护满百次", "2026-09-02", "10万"), ("培训两期", "2026-10-20", ""))
    office.act("admin", "passed", **agreed("帮-1", "30万", "", *plan))
    office.act("admin2", "passed", amount="30万")
    office.wait(4)
    return office


@pytest.fixture
def server(office: Office) -> Iterator[Server]:
    with serving(office.desk.app) as server:
        yield server


def opened(page: Page, act: str) -> Locator:
    form = page.locator(f"[data-action={act}]")
    form.locator("summary").click()
    return form


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_a_late_milestone_is_found_done_and_the_service_checked(
    office: Office, server: Server, size: ViewportSize
) -> None:
    with chromium() as browser:
        page = desk_page(browser, server, office.desk.database, staff("zhao"), size)
        page.goto(f"{server.url}/desk/applications")
        page.get_by_role("link", name="节点晚了 1").click()
        check(page)
        page.get_by_role("link", name="上门照护").click()
        page.get_by_text("程序图和依据").click()
        picture = page.get_by_role("img", name="现在在“服务实施”")
        expect(picture).to_be_visible()
        form = opened(page, "progress")
        form.get_by_label("节点", exact=True).select_option("照护满百次（计划 2026-09-02）")
        form.get_by_label("实际完成").fill("2026-09-04")
        form.get_by_label("完成情况和依据").fill("有签到表")
        form.get_by_role("button").click()
        expect(page.get_by_text("晚 2 天完成")).to_be_visible()
        form = opened(page, "evaluated")
        for field in form.locator("input[inputmode=numeric]").all():
            field.fill("80")
        for field in form.locator("textarea[required]").all():
            field.fill("做到了")
        form.get_by_label("继续实施").check()
        check(page)
        form.get_by_role("button").click()
        expect(page.get_by_role("img", name="各阶段评估的得分")).to_be_visible()
        check(page)
