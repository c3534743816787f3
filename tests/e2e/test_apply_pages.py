"""Organisations apply on their pages in a real browser: checked, submitted, returned, mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from api.console.visit import COOKIE as DESK_COOKIE
from api.desk.sessions import open_session
from api.routes.chat_access import COOKIE
from api.store.database import Database
from tests.api.applicants_office import ApplicantsOffice, open_applicants_office
from tests.api.application_office import SPECIAL
from tests.api.desks import REVIEWER, hired
from tests.api.pictures import jpeg
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.e2e.looking import check

PDF = b"%PDF-1.4\n%%EOF\n"
pytestmark = pytest.mark.browser


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> ApplicantsOffice:
    return open_applicants_office(sqlite_database, tmp_path)


@pytest.fixture
def server(office: ApplicantsOffice) -> Iterator[Server]:
    with serving(office.desk.app) as server:
        yield server


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_an_organisation_applies_and_mends_what_is_returned(
    office: ApplicantsOffice, server: Server, size: ViewportSize
) -> None:
    with chromium() as browser:
        context = browser.new_context(viewport=size, locale="zh-CN")
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(f"{server.url}/apply")
        check(page)
        context.add_cookies([{"name": COOKIE, "value": office.token("wang"), "url": server.url}])
        page.goto(f"{server.url}/apply")
        check(page)
        page.get_by_role("link", name="上海市对口支援专项资金").click()
        assert page.url.endswith(SPECIAL)
        page.get_by_label("项目名称").fill("乡村助学")
        page.get_by_label("实施地").fill("云南省普洱市澜沧县")
        page.get_by_label("第 1 行用途").fill("图书")
        page.get_by_label("第 1 行金额").fill("12万")
        page.get_by_label("第 1 行申请资助").fill("3万")
        page.get_by_role("button", name="再加两行预算").click()
        expect(page.get_by_label("第 8 行用途")).to_be_visible()
        page.get_by_role("button", name="先按规则核一遍").click()
        expect(page.locator("#checked")).to_contain_text("还缺")
        expect(page.get_by_label("第 1 行金额")).to_have_value("12万")
        check(page)
        page.get_by_role("button", name="提交申报").click()
        expect(page.locator("#done")).to_contain_text("申报已提交")
        photo = FilePayload(name="学校的阅览室.jpg", mimeType="image/jpeg", buffer=jpeg())
        page.get_by_label("加附件").set_input_files([photo])
        page.get_by_role("button", name="上传").click()
        expect(page.locator("#files")).to_contain_text("学校的阅览室.jpg")
        check(page)
        office.returned("请写清图书的数量")
        page.goto(f"{server.url}/apply")
        check(page)
        page.get_by_role("link", name="S1 乡村助学").click()
        expect(page.get_by_text("退回补正：请写清图书的数量")).to_be_visible()
        check(page)
        page.get_by_label("第 1 行用途").fill("图书 2000 册")
        page.get_by_role("button", name="提交补正").click()
        expect(page.locator("#done")).to_contain_text("补正已提交")
        expect(page.get_by_role("rowheader", name="图书 2000 册")).to_be_visible()
        _attached_at_the_desk(office, server, page)


def _attached_at_the_desk(office: ApplicantsOffice, server: Server, page: Page) -> None:
    """Staff see the file of the organisation and add one of theirs."""
    hired(office.database, REVIEWER)
    with office.database.begin() as unit:
        token = open_session(unit, REVIEWER)
    page.context.add_cookies([{"name": DESK_COOKIE, "value": token, "url": f"{server.url}/desk"}])
    page.goto(f"{server.url}/desk/applications/1")
    report = FilePayload(name="审计报告.pdf", mimeType="application/pdf", buffer=PDF)
    page.get_by_label("加附件").set_input_files([report])
    page.get_by_role("button", name="上传").click()
    expect(page.locator("#files")).to_contain_text("审计报告.pdf")
    expect(page.locator("#files")).to_contain_text("学校的阅览室.jpg")
    check(page)
