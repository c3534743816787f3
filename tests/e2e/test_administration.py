"""The pages of administrators in a real browser, each used once, at both widths and accessible."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from api.relay import Relay
from api.store.database import Database
from api.webhook_destinations import Webhooks
from api.webhook_reach import Reach
from tests.api.desks import ADMIN, hired
from tests.desk_fakes import DeskWorld, make_desk
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.e2e.looking import check, desk_page
from tests.e2e.receiver import Script, receiving
from tests.e2e.service import free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    hired(sqlite_database, ADMIN)
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def server(desk: DeskWorld) -> Iterator[Server]:
    with serving(desk.app) as server:
        yield server


@pytest.fixture(params=[DESKTOP, NARROW], ids=["desktop", "phone"])
def page(
    request: pytest.FixtureRequest, browser: Browser, desk: DeskWorld, server: Server
) -> Iterator[Page]:
    """A page of an administrator, whom it asks before anything is closed for good."""
    size: ViewportSize = request.param
    page = desk_page(browser, server, desk.database, ADMIN, size)
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    page.context.close()


def test_a_key_is_issued_shown_once_and_closed(page: Page) -> None:
    page.goto("/desk/settings")
    check(page)
    page.get_by_role("link", name="接口密钥").click()
    page.get_by_label("名称").fill("数据大屏")
    page.get_by_label("使用方").fill("省合作交流办 王芳")
    page.get_by_label("用途").fill("在大屏上展示公开的需求和办结情况")
    page.get_by_role("button", name="新建密钥").click()
    expect(page.get_by_role("alert")).to_contain_text("至少勾选一项")
    check(page)
    page.get_by_label("导出需求").check()
    page.get_by_label("更高频次").check()
    page.get_by_role("button", name="新建密钥").click()
    expect(page.locator(".one-time-password")).to_contain_text("shb_")
    check(page)
    page.get_by_role("button", name="停用 数据大屏").click()
    expect(page.locator("#done")).to_contain_text("密钥已停用")
    expect(page.locator(".one-time-password")).to_have_count(0)
    check(page)


def test_a_webhook_is_set_up_tried_and_removed(page: Page, desk: DeskWorld) -> None:
    script, port = Script(), free_port()
    with receiving(port, script), httpx.Client(trust_env=False) as client:
        relay = Relay(desk.database, client, Webhooks(desk.database, Reach(private=True)))
        page.goto("/desk/settings")
        page.locator(".hub").get_by_role("link", name="推送").click()
        check(page)
        page.get_by_label("名称").fill("省平台")
        page.get_by_label("网址").fill(f"http://127.0.0.1:{port}/in")
        for event in ("需求公开发布", "撤回或停止公开"):
            page.get_by_label(event).uncheck()
        page.get_by_role("button", name="新建推送").click()
        expect(page.get_by_role("alert")).to_contain_text("至少勾选一件")
        check(page)
        page.get_by_label("已送达").check()
        page.get_by_role("button", name="新建推送").click()
        expect(page.locator(".one-time-password")).to_contain_text("whsec_")
        page.get_by_role("button", name="发送测试").click()
        expect(page.locator("#done")).to_contain_text("测试已发出")
        relay.deliver_due()
        page.reload()
        expect(page.locator(".events").first).to_contain_text("已送达")
        check(page)
    assert [json.loads(one.body)["event"] for one in script.received] == ["ping"]
    page.get_by_role("button", name="删除").click()
    expect(page.locator("#done")).to_contain_text("推送已删除")


def test_a_sentence_is_found_previewed_reworded_and_put_back(page: Page) -> None:
    page.goto("/desk/settings")
    page.get_by_role("link", name="话术").click()
    check(page)
    page.get_by_label("搜索话术").fill("确定取消这份上报")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="确定取消这份上报吗").first.click()
    check(page)
    page.get_by_label("简体中文").fill("真的不报了吗？已填的内容不会提交。")
    page.get_by_role("button", name="先看效果").click()
    expect(page.get_by_role("heading", name="改后这样说")).to_be_visible()
    expect(page.locator("[lang=zh-Hant]").first).to_contain_text("真的不報了嗎")
    check(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("英文没有改")
    check(page)
    page.get_by_label("英文不用改").check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#done")).to_contain_text("已保存")
    check(page)
    page.get_by_role("button", name="恢复原文").click()
    expect(page.locator("#done")).to_contain_text("已恢复原文")
