"""The desk in a real browser: a need from its report to its matches, by mouse and by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, ViewportSize, expect

from api.desk.review import note
from api.domain.ticket import TicketStatus
from api.store import tickets as store
from tests.api.desks import person_of
from tests.desk_fakes import PASSWORD
from tests.e2e.browser import DESKTOP, NARROW, PHONE, chromium
from tests.e2e.desk_pictures import Scheme, Stage, context_of, log_in, pages, stage
from tests.e2e.desk_scene import COATS
from tests.e2e.desk_talks import COLLEAGUE
from tests.e2e.looking import TWICE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as served:
        yield served


def listening(page: Page) -> None:
    """Wait until the page hears keys: the script shows the button of the keys as it begins to."""
    expect(page.locator("[data-keys]")).to_be_visible()


def opened(browser: Browser, served: Stage, size: ViewportSize) -> Page:
    """A page logged in as the administrator, on the queue."""
    page = context_of(browser, size, "light").new_page()
    page.context.set_default_timeout(10_000)
    log_in(page, served, served.password)
    expect(page.get_by_role("link", name="待处理")).to_be_visible()
    return page


def status(served: Stage, number: int) -> TicketStatus:
    with served.desk.database.read() as unit:
        return store.load(unit, number).status


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_need_is_taken_returned_completed_accepted_and_matched(
    browser: Browser, served: Stage, size: ViewportSize
) -> None:
    page = opened(browser, served, size)
    number = served.scene.coats

    page.get_by_role("link", name="木戛乡中心小学需要冬衣200套").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("木戛乡中心小学需要冬衣200套")
    page.get_by_role("button", name="开始审核").click()
    expect(page.locator("#done")).to_contain_text("已开始审核")
    page.locator("[data-action=return] > summary").click()
    page.get_by_label("预算", exact=True).check()
    page.get_by_role("button", name="请写明预算是怎样算的").click()
    page.locator("[data-action=return] form > button").click()
    expect(page.locator("#done")).to_contain_text("已退回补充")
    expect(page.get_by_text("等待上报人补充：预算。")).to_be_visible()

    person = person_of(served.desk.ledger, served.desk.database, chat="c", update="again")
    with served.desk.ledger.transaction(person) as transaction:
        mended = replace(COATS, budget_yuan=Decimal(46_000))
        transaction.resubmit(number, mended, {"budget_yuan": "said"}, ("budget_yuan",), "again")
    page.reload()
    page.get_by_role("link", name="改过 1 次").click()
    expect(page.get_by_role("region", name="有变化的")).to_contain_text("预算 ≠ 改了")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name=f"返回工单 {number}").click()
    page.get_by_text("可能相关的政策条文", exact=True).click()
    expect(page.get_by_role("region", name="政策")).to_contain_text("没有查到足够相关的条文")
    page.get_by_role("checkbox", name="急需").check()
    page.locator("[data-action=accept] > summary").click()
    page.locator("[data-action=accept] form > button").click()
    expect(page.get_by_role("alert")).to_contain_text("还没有核对：财政资金未覆盖、真实、完整")
    expect(page.get_by_role("checkbox", name="急需")).to_be_checked()
    for label in ("财政资金未覆盖", "真实", "完整", "不重复"):
        page.get_by_role("checkbox", name=label).check()
    page.locator("[data-action=accept] form > button").click()
    expect(page.locator("#forwarding")).to_contain_text("等待送达")

    served.relay.deliver_due()
    expect(page.locator("#forwarding")).to_contain_text("已送达")  # by itself, without a reload
    expect(page.locator(".match").first).to_contain_text("匹配度")
    expect(page.locator(".events").first).to_contain_text("审核中 → 已受理")
    page.locator("[data-action=ask] > summary").click()
    page.locator("[data-action=ask]").get_by_text("常用说法").click()
    page.get_by_role("button", name="现在情况和上报时比有变化吗").click()
    expect(page.get_by_label("问题")).to_have_value("现在情况和上报时比有变化吗？")
    assert status(served, number) is TicketStatus.ACCEPTED
    page.context.close()


def test_a_day_by_keyboard(browser: Browser, served: Stage) -> None:
    page = opened(browser, served, DESKTOP)
    press = page.keyboard.press

    listening(page)
    press("j")
    press("j")
    expect(page.locator("[data-line]").nth(1)).to_be_focused()
    press("k")
    press("k")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(COATS.title)
    listening(page)
    press("a")
    expect(page.get_by_role("button", name="开始审核")).to_be_focused()
    press("Enter")
    expect(page.locator("#done")).to_be_focused()
    press("r")
    expect(page.get_by_label("地点", exact=True)).to_be_focused()
    press("Space")
    expect(page.get_by_label("地点", exact=True)).to_be_checked()
    press("a")
    expect(page.locator("[data-action=accept] form > button")).to_be_focused()
    expect(page.locator("[data-action=return]")).not_to_have_attribute("open", "")
    press("j")
    expect(page.locator("[data-line]").nth(1)).to_be_focused()
    press("f")
    page.keyboard.type("ajr?")
    expect(page.locator("#q")).to_have_value("ajr?")
    press("Enter")
    expect(page.get_by_text("没有符合条件的工单")).to_be_visible()

    listening(page)
    press("?")
    dialog = page.get_by_role("dialog", name="快捷键")
    expect(dialog).to_be_visible()
    dialog.get_by_label("使用单键快捷键").uncheck()
    press("Escape")
    expect(dialog).to_be_hidden()
    press("f")
    expect(page.locator("#q")).not_to_be_focused()
    press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.context.close()


def test_a_conflict_is_shown_where_the_words_are(browser: Browser, served: Stage) -> None:
    page = opened(browser, served, DESKTOP)
    page.goto(f"{served.server.url}/desk/tickets/{served.scene.coats}")
    page.get_by_role("button", name="开始审核").click()
    page.locator("[data-action=reject] > summary").click()
    page.get_by_label("原因", exact=True).fill("写了很久的理由")
    with served.desk.database.begin() as unit:
        note(unit, COLLEAGUE, served.scene.coats, version=3, text="等一等")

    page.locator("[data-action=reject] form > button").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("周敏更新，现在是“审核中”")
    expect(alert).to_be_focused()
    expect(alert).to_be_in_viewport()
    expect(page.get_by_label("原因", exact=True)).to_have_value("写了很久的理由")
    page.context.close()


def test_a_draft_survives_leaving_the_page_and_is_gone_once_sent(
    browser: Browser, served: Stage
) -> None:
    page = opened(browser, served, PHONE)
    address = f"{served.server.url}/desk/tickets/{served.scene.flood}"
    page.goto(address)
    page.locator("[data-action=note] > summary").click()
    page.locator("#reason-note").fill("已和镇里通话")
    page.goto(f"{served.server.url}/desk")
    page.goto(address)

    expect(page.locator("#reason-note")).to_have_value("已和镇里通话")
    page.get_by_role("button", name="保存备注").click()
    expect(page.locator(".events").first).to_contain_text("已和镇里通话")
    page.goto(address)
    expect(page.locator("#reason-note")).to_have_value("")
    page.context.close()


def test_a_double_click_decides_once(browser: Browser, served: Stage) -> None:
    page = opened(browser, served, DESKTOP)
    page.goto(f"{served.server.url}/desk/tickets/{served.scene.coats}")

    page.get_by_role("button", name="开始审核").dblclick(no_wait_after=True)

    expect(page.locator("#done")).to_contain_text("已开始审核")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.context.close()


def test_accounts_are_made_and_closed_after_a_question(browser: Browser, served: Stage) -> None:
    page = opened(browser, served, PHONE)
    page.get_by_role("link", name="管理").click()
    page.get_by_role("link", name="人员").click()
    page.get_by_label("用户名").fill("王芳")
    page.get_by_role("checkbox", name="受理").check()
    page.get_by_role("button", name="新建并生成一次性密码").click()
    expect(page.locator(".one-time-password")).to_be_visible()
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", agree)

    page.get_by_role("button", name="停用 王芳").click()

    expect(page.locator("#done")).to_contain_text("账号已停用")
    assert asked == ["停用 王芳？停用后不能登录，办理记录保留。"]
    page.context.close()


def test_without_javascript_a_need_is_reviewed(browser: Browser, served: Stage) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    log_in(page, served, served.password)
    page.get_by_role("link", name="山洪后27户96人").click()
    page.get_by_role("button", name="开始审核").click()
    expect(page.locator("#done")).to_contain_text("已开始审核")
    page.locator("[data-action=return] > summary").click()
    page.get_by_label("情况说明").check()
    page.get_by_label("要补什么，为什么").fill("请说明道路是否通车。")

    page.locator("[data-action=return] form > button").click()

    expect(page.get_by_text("已退回补充。")).to_be_visible()
    assert status(served, served.scene.flood) is TicketStatus.RETURNED
    context.close()


# What can be tapped and is lower than a finger needs; links within a sentence may be.
SMALL_TARGETS = """
[...document.querySelectorAll("main :is(a, button, summary, label.check), .desk-nav a")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
  .filter((e) => getComputedStyle(e).display !== "inline" && e.getBoundingClientRect().height < 44)
  .map((e) => e.innerText || e.outerHTML)
"""


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["narrow", "desktop"])
def test_nothing_overflows_and_touch_targets_are_large(
    browser: Browser, served: Stage, size: ViewportSize
) -> None:
    page = opened(browser, served, size)
    for address in pages(served.scene).values():
        page.goto(served.server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
        assert page.evaluate(TWICE) == [], address
        if size == DESKTOP:
            continue
        assert page.evaluate(SMALL_TARGETS) == [], address
    page.context.close()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_nothing_stands_in_the_way_of_a_screen_reader(
    browser: Browser, served: Stage, size: ViewportSize, scheme: Scheme
) -> None:
    page = context_of(browser, size, scheme).new_page()
    page.goto(f"{served.server.url}/desk/login")
    results = {"login": Axe().run(page)}
    log_in(page, served, served.password)
    # Each page once, the next in the other width and scheme: they share one sheet of tokens.
    for name, address in list(pages(served.scene).items())[scheme == "light" :: 2]:
        page.goto(served.server.url + address)
        results[name] = Axe().run(page)
    page.goto(f"{served.server.url}/desk/tickets/{served.scene.coats}")
    page.get_by_role("button", name="开始审核").click()
    page.locator("[data-action=return] > summary").click()
    results["return"] = Axe().run(page)
    page.get_by_label("要补什么，为什么").fill("为什么")
    page.locator("[data-action=return] form > button").click()
    results["refused"] = Axe().run(page)

    found = {name: result.generate_report() for name, result in results.items()}
    counts = {name: result.violations_count for name, result in results.items()}
    assert counts == dict.fromkeys(counts, 0), found
    page.context.close()


def test_the_one_time_password_leads_through_its_change(browser: Browser, served: Stage) -> None:
    page = context_of(browser, PHONE, "light").new_page()
    page.goto(f"{served.server.url}/desk/tickets/{served.scene.coats}")
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill("不对的密码")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    expect(page.get_by_label("用户名")).to_have_value("admin")
    expect(page.get_by_label("密码")).to_be_focused()

    log_in(page, served, served.password)
    page.get_by_role("button", name="退出").click()
    log_in(page, served, PASSWORD)

    expect(page.get_by_role("link", name="待处理")).to_be_visible()
    page.context.close()


def test_an_invitation_from_the_desk_is_accepted_and_the_post_has_a_holder(
    browser: Browser, served: Stage
) -> None:
    page = opened(browser, served, PHONE)
    page.get_by_role("link", name="岗位", exact=True).click()
    page.get_by_label("地区").fill("云南省孟连县")
    page.get_by_label("岗位名称").fill("驻县联络员")
    page.get_by_role("button", name="建好岗位").click()
    expect(page.locator("#done")).to_contain_text("岗位已建好")
    page.get_by_role("button", name="邀请", exact=True).click()
    code = page.locator(".invitation code").inner_text().replace(" ", "")
    picture = page.locator(".invitation-picture svg").bounding_box()
    assert picture is not None
    assert picture["width"] >= 150
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    person = person_of(served.desk.ledger, served.desk.database, chat="77778888", update="n")
    with served.desk.ledger.transaction(person) as transaction:
        found = transaction.posts.invitation("telegram", "77778888", code)
        assert found is not None
        transaction.posts.accept(found.number, lambda _: pytest.fail("nobody held it"))
    page.goto(page.url.removesuffix("/invite"))
    expect(page.get_by_text("Telegram …8888")).to_be_visible()
    page.context.close()
