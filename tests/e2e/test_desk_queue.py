"""The list of tickets in a real browser: it follows what colleagues do and moves nothing, and
everything is found from it by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from api.desk.assigning import assign
from api.desk.review import take
from api.store.database import Database
from tests.api.desks import ADMIN, NEED, REVIEWER, hired, reported
from tests.desk_fakes import DeskWorld, make_desk
from tests.e2e.browser import DESKTOP, NARROW, Server, chromium, serving
from tests.e2e.looking import check, desk_page

pytestmark = pytest.mark.browser

SOON = 20_000  # milliseconds; an open page asks every five seconds


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    """Three tickets and two colleagues."""
    hired(sqlite_database, ADMIN, REVIEWER)
    desk = make_desk(sqlite_database, tmp_path)
    for title in ("第一件", "第二件", "第三件"):
        report(desk, title)
    return desk


def report(desk: DeskWorld, title: str) -> None:
    reported(desk.ledger, desk.database, replace(NEED, title=title), key=title, update=title)


@pytest.fixture
def server(desk: DeskWorld) -> Iterator[Server]:
    with serving(desk.app) as server:
        yield server


@pytest.fixture(params=[DESKTOP, NARROW], ids=["desktop", "phone"])
def page(
    request: pytest.FixtureRequest, browser: Browser, desk: DeskWorld, server: Server
) -> Iterator[Page]:
    """A page of an administrator."""
    size: ViewportSize = request.param
    page = desk_page(browser, server, desk.database, ADMIN, size)
    yield page
    page.context.close()


def test_the_list_follows_and_what_has_the_focus_keeps_it(page: Page, desk: DeskWorld) -> None:
    page.goto("/desk?status=submitted")
    lines = page.locator("[data-line]")
    lines.nth(1).focus()
    above = lines.nth(1).bounding_box()

    report(desk, "第四件")
    with desk.database.begin() as unit:
        assign(unit, ADMIN, 1002, version=2, to="li")
        take(unit, REVIEWER, 1003, version=2)

    expect(lines.nth(1)).to_contain_text("li 负责", timeout=SOON)
    expect(lines.nth(1)).to_be_focused()
    assert lines.nth(1).bounding_box() == above
    expect(page.get_by_role("link", name="审核中")).to_contain_text("1")
    expect(page.locator("[data-told]")).to_have_text("有 2 条新变化。")
    check(page)

    page.get_by_role("button", name="更新列表").click()
    expect(lines).to_contain_text(["第一件", "第二件", "第四件"])
    expect(page.get_by_role("button", name="更新列表")).to_be_hidden()


def test_an_open_ticket_warns_when_a_colleague_changed_it(page: Page, desk: DeskWorld) -> None:
    page.goto("/desk/tickets/1001")
    page.locator("summary", has_text="备注").first.click()
    page.get_by_label("备注").fill("打过电话")
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)

    note = page.locator("[data-overtaken]")
    expect(note).to_contain_text("这份工单刚被 li 更新：已提交 → 审核中", timeout=SOON)
    check(page)
    page.get_by_role("button", name="刷新工单").click()
    expect(page.locator(".ticket-head")).to_contain_text("li 正在审核这份工单")
    expect(page.get_by_label("备注")).to_have_value("打过电话")


def test_everything_is_found_by_keyboard_and_one_goes_on_where_one_was(page: Page) -> None:
    page.goto("/desk")
    press = page.keyboard.press
    for key in ("j", "j", "j", "k"):
        press(key)
    expect(page.locator("[data-line]").nth(1)).to_be_focused()
    press("Enter")
    page.wait_for_url("**/tickets/1002")
    press("u")
    page.wait_for_url("**/desk")
    expect(page.locator("[data-line]").nth(1)).to_be_focused()

    press("/")
    dialog = page.get_by_role("dialog", name="搜索全部内容")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    check(page)
    press("Escape")
    expect(page.locator("[data-line]").nth(1)).to_be_focused()
    press("/")
    page.keyboard.type("高寒 j?")
    press("Backspace")
    press("Backspace")
    press("Enter")
    page.wait_for_url("**/search?*")
    check(page)
    press("j")
    expect(page.locator("[data-line]").first).to_be_focused()
    press("f")
    expect(page.locator("#q")).to_be_focused()
    page.locator("#q").fill("1003")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("第三件")


def test_a_rule_is_made_tried_moved_and_followed(page: Page, desk: DeskWorld) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/desk/assignment")
    for name, region in (("急件", ""), ("云南教育", "云南省、贵州省遵义市")):
        page.get_by_label("规则的名字").fill(name)
        page.get_by_label("地区").fill(region)
        page.get_by_label("急需" if name == "急件" else "教育", exact=True).check()
        page.get_by_label("li", exact=True).check()
        page.get_by_role("button", name="建好规则").click()
        expect(page.locator("#done")).to_contain_text("规则已建好")
    check(page)
    page.get_by_role("button", name="上移 云南教育").click()
    expect(page.locator(".assignment-rules h2")).to_have_text(["云南教育", "急件"])
    expect(page.get_by_role("row", name="1003")).to_contain_text("云南教育")
    page.get_by_role("button", name="停用 云南教育").click()
    expect(page.get_by_role("row", name="1003")).to_contain_text("急件")
    page.get_by_role("button", name="按规则分配这些工单").click()
    expect(page.locator("#done")).to_contain_text("已按规则分配")
    check(page)
    report(desk, "第四件")
    page.goto("/desk?reviewer=li")
    expect(page.locator("[data-line]")).to_have_count(4)
