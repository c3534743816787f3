"""An application made in the web chat, found again on its page in the same browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import select

from api.bootstrap.applications import open_own_applications
from api.domain.membership import Role
from api.pages.applying import apply_router
from api.store import members
from api.store.database import Database
from api.store.files import FileStore
from api.tables.people import persons
from api.web_app import create_app
from tests.api.claimants import organised
from tests.api.desks import MEGABYTE
from tests.desk_fakes import gazetteer
from tests.e2e.browser import DESKTOP, NARROW, chromium, serving
from tests.e2e.looking import check
from tests.e2e.test_batch_page import services
from tests.fakes import FixedClock
from tests.rule_book import shipped_rules

pytestmark = pytest.mark.browser


def say(page: Page, text: str, answer: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#log")).to_contain_text(answer)


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "phone"])
def test_a_member_applies_in_the_chat_and_finds_it_on_the_page(
    sqlite_database: Database, tmp_path: Path, clock: FixedClock, size: ViewportSize
) -> None:
    files = FileStore(tmp_path / "files", 2 * MEGABYTE)
    own = open_own_applications(sqlite_database, shipped_rules(), gazetteer(), files)
    face = services(sqlite_database, tmp_path, clock, shipped_rules())
    app = create_app(face, routers=(apply_router(own),))
    with serving(app) as server, chromium() as browser:
        context = browser.new_context(viewport=size, locale="zh-CN")
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(server.url)
        say(page, "申报项目", "您还没有加入机构")
        with sqlite_database.begin() as unit:
            person = unit.connection.execute(select(persons.c.id)).scalar_one()
            key = organised(unit, 1, name="上海市示例基金会")
            members.add_member(unit, key, person, Role.MEMBER)
        say(page, "申报专项资金", "项目叫什么名字")
        say(page, "澜沧县乡村小学阅读角", "项目在哪里实施")
        say(page, "云南省普洱市澜沧县", "请写预算明细")
        say(page, "图书 12万，申请 3万；培训 3万，申请 1万", "共 15万元，申请 4万元")
        tap(page, "是")
        expect(page.locator("#log")).to_contain_text("非营利、不含商业行为")
        tap(page, "是")
        expect(page.locator("#log")).to_contain_text("有材料要一起交吗")
        tap(page, "跳过")
        expect(page.locator("#log")).to_contain_text("初步符合，待核原文")
        expect(page.locator("#log")).to_contain_text("请核对下面的内容")
        check(page)
        tap(page, "提交")
        expect(page.locator("#log")).to_contain_text("申报已提交，编号 S1")
        tap(page, "我的申报")
        expect(page.get_by_role("button", name="查看 S1")).to_be_visible()
        check(page)
        page.goto(f"{server.url}/apply")
        page.get_by_role("link", name="S1 澜沧县乡村小学阅读角").click()
        expect(page.get_by_text("真实性初审 · 等工作人员办理")).to_be_visible()
        context.close()
