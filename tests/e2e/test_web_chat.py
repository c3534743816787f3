"""The chat page in a real browser, at phone and desktop width, on good and bad lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from api.web_app import create_app
from tests.e2e.browser import DESKTOP, NARROW, PHONE, Server, chromium, serving
from tests.web_fakes import LED_BY, PHRASED_ASKED, PHRASED_LINE, RETURNED, World, make_world

pytestmark = pytest.mark.browser
BUDGET = 60_000  # bytes on the wire for the first load


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    with serving(create_app(world.services)) as server:
        yield server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """The chat page; no error may reach its console but for what a test provokes."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.url)
    expect(page.locator("#log")).to_contain_text("您好，这里是山海桥")
    yield page
    assert errors == []


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


def to_card(page: Page) -> None:
    """A report up to the confirmation card."""
    page.get_by_role("button", name="上报需求").click()
    expect(page.locator("#log")).to_contain_text("需求在哪个地方")
    say(page, "木戛乡")
    expect(page.locator("#log")).to_contain_text("各要多少")
    say(page, "冬衣200套")
    page.get_by_role("button", name="跳过").click()
    expect(page.get_by_role("heading", name="请核对上报内容")).to_be_visible()


def test_a_report_is_made_by_tapping_and_typing(page: Page) -> None:
    to_card(page)

    expect(page.locator(".card-row").first).to_contain_text("系统识别")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#log")).to_contain_text("工单号 1001")
    expect(page.locator(".line-person")).to_have_text(
        ["我：上报需求", "我：木戛乡", "我：冬衣200套", "我：跳过", "我：提交"]
    )
    expect(page.locator("#text")).to_have_value("")


def test_a_row_of_the_card_can_be_changed_from_the_card(page: Page) -> None:
    to_card(page)

    page.get_by_role("button", name="修改期限").click()

    expect(page.locator("#log")).to_contain_text("新的期限是什么时候")
    expect(page.locator(".edit")).to_have_count(0)


def test_what_is_still_open_is_folded_and_can_be_filled_in(page: Page) -> None:
    to_card(page)
    summary = page.locator("summary")
    expect(summary).to_have_text("待补 受益对象、资金缺口、联系人")

    summary.click()
    page.get_by_role("button", name="修改联系人").click()

    expect(page.locator("#log")).to_contain_text("可以找谁核实")


def test_a_quote_on_a_card_is_not_repeated_in_the_text(page: Page) -> None:
    say(page, "公开募捐要什么资格？")

    expect(page.locator(".citation blockquote")).to_have_text(
        ["慈善组织开展公开募捐，应当取得公开募捐资格。", "资助不超过项目总投入的 30%。"]
    )
    expect(page.locator(".line-bot").last.locator(".bubble")).to_have_text(
        ["山海桥：最相关的是《慈善法》第二十二条：", "以上是原文摘录，不是审批结论。"]
    )


def test_an_answer_shows_its_sources_and_leads_to_the_passage(page: Page) -> None:
    say(page, "公开募捐要什么资格？")

    first = page.locator(".citation").first
    expect(first).to_contain_text("官方原文")
    expect(first).to_contain_text("《中华人民共和国慈善法》第二十二条")
    expect(first).to_contain_text("2024-09-05 起施行")
    with page.expect_popup() as popup:
        first.get_by_role("link", name="展开原文").click()
    expect(popup.value.locator("mark")).to_have_text("慈善组织开展公开募捐，应当取得公开募捐资格。")
    expect(popup.value.locator("mark")).to_be_in_viewport()


def test_the_sentence_that_answers_comes_first_and_is_marked_here_and_in_the_document(
    page: Page,
) -> None:
    say(page, "登记满几年？")

    expect(page.locator(".line-bot").last.locator(".bubble")).to_have_text(
        [f"山海桥：《慈善法》第二十二条规定：“{LED_BY}”", "以上是原文摘录，不是审批结论。"]
    )
    card = page.locator(".citation")
    expect(card).to_contain_text("上文提到的条文")
    expect(card.locator("mark")).to_be_hidden()
    card.locator("summary").click()
    expect(card.locator("mark")).to_have_text(LED_BY)
    assert Axe().run(page).violations_count == 0
    with page.expect_popup() as popup:
        card.get_by_role("link", name="展开原文").click()
    expect(popup.value.locator("mark")).to_have_text(LED_BY)
    expect(popup.value.locator("mark")).to_be_in_viewport()


def test_the_certain_lines_of_a_phrased_answer_come_first_and_stand_over_its_quotations(
    page: Page,
) -> None:
    say(page, PHRASED_ASKED)

    coming = page.locator(".line.coming")
    expect(coming).to_have_text(PHRASED_LINE)
    expect(coming).to_have_attribute("aria-hidden", "true")
    expect(page.locator(".citation")).to_have_count(2)
    expect(coming).to_have_count(0)
    words = page.locator(".line-bot").last.locator(".bubble").first
    expect(words).to_contain_text(PHRASED_LINE)
    expect(words).to_contain_text("依据转述，未见原文。")
    expect(page.locator(".line-bot").last.locator(".bubble").last).to_contain_text("语言模型")


def test_a_reload_shows_the_conversation_and_the_open_question(page: Page) -> None:
    to_card(page)
    page.locator("#text").fill("还没发出的话")

    page.reload()

    expect(page.locator(".line-person")).to_have_count(4)
    expect(page.get_by_role("button", name="提交")).to_be_visible()
    expect(page.get_by_role("button", name="修改地点")).to_be_visible()
    expect(page.locator("#text")).to_have_value("还没发出的话")


def test_a_double_tap_sends_once(page: Page, world: World) -> None:
    to_card(page)

    page.get_by_role("button", name="提交").dblclick(no_wait_after=True)

    expect(page.locator("#log")).to_contain_text("工单号 1001")
    assert [i.choice for i in world.conversation.inbounds].count("f:submit") == 1


def test_what_the_bot_begins_arrives_by_itself(page: Page, world: World) -> None:
    page.wait_for_timeout(200)

    world.chats.push(world.only_chat(), RETURNED)

    expect(page.locator("#log")).to_contain_text("需要补充：受益对象")
    expect(page.get_by_role("button", name="稍后再补")).to_be_visible()


def test_messages_written_offline_leave_in_order_when_the_line_is_back(
    page: Page, context: BrowserContext, world: World
) -> None:
    context.set_offline(True)
    say(page, "第一句")
    say(page, "第二句")
    expect(page.locator(".sending").first).to_contain_text("连接恢复后自动发出")

    context.set_offline(False)

    expect(page.locator("#log")).to_contain_text("收到：第二句")
    texts = [inbound.text for inbound in world.conversation.inbounds]
    assert texts == ["/start", "第一句", "第二句"]


def test_a_message_survives_a_restart_of_the_service_and_a_reload(
    page: Page, server: Server, world: World
) -> None:
    server.stop()
    say(page, "服务停了也不丢")
    expect(page.locator(".sending")).to_contain_text("连接恢复后自动发出")
    server.start()
    page.reload()

    expect(page.locator("#log")).to_contain_text("收到：服务停了也不丢")
    assert [i.text for i in world.conversation.inbounds].count("服务停了也不丢") == 1


def test_the_page_reconnects_and_hears_what_it_missed(
    page: Page, server: Server, world: World
) -> None:
    page.wait_for_timeout(200)
    server.stop()
    expect(page.locator("#state")).to_contain_text("正在重新连接")
    world.chats.push(world.only_chat(), RETURNED)

    server.start()

    expect(page.locator("#log")).to_contain_text("需要补充：受益对象", timeout=15_000)
    expect(page.locator("#state")).to_be_empty()


def test_what_is_written_before_the_service_answers_is_sent_when_it_does(
    page: Page, server: Server, world: World
) -> None:
    page.route("**/api/v1/chat/messages", lambda route: route.abort())
    page.reload()
    expect(page.locator("#notice")).to_contain_text("暂时连不上服务")
    say(page, "先写下来")
    expect(page.locator(".sending")).to_contain_text("连接恢复后自动发出")

    page.unroute("**/api/v1/chat/messages")

    expect(page.locator("#log")).to_contain_text("收到：先写下来", timeout=10_000)
    expect(page.locator("#notice")).to_be_hidden()


def test_a_broken_service_gives_the_text_back(page: Page, world: World) -> None:
    page.clock.install()
    say(page, "错")
    for _ in range(6):
        page.wait_for_timeout(150)
        page.clock.run_for(25_000)

    expect(page.locator("#notice")).to_contain_text("请稍后再发一次")
    expect(page.locator("#text")).to_have_value("错")
    expect(page.get_by_role("button", name="上报需求")).to_be_visible()


def test_a_text_that_is_too_long_stays_in_the_box(page: Page, world: World) -> None:
    say(page, "长" * 5_000)

    expect(page.locator("#notice")).to_contain_text("5,000 字，一次最多 4,000 字")
    assert len(page.locator("#text").input_value()) == 5_000
    assert len(world.conversation.inbounds) == 1


def test_a_refusal_gives_the_text_back(page: Page) -> None:
    say(page, "拒")

    expect(page.locator("#notice")).to_have_text("这句话暂时不能处理。请换个说法。")
    expect(page.locator("#text")).to_have_value("拒")
    expect(page.locator(".line-person")).to_have_count(0)


def test_waiting_is_shown(page: Page) -> None:
    say(page, "慢")

    expect(page.locator("#waiting")).to_be_visible()
    expect(page.locator("#log")).to_contain_text("收到：慢")
    expect(page.locator("#waiting")).to_be_hidden()


def test_a_photo_is_previewed_and_sent(page: Page, tmp_path: Path, world: World) -> None:
    photo = tmp_path / "照片.png"
    page.screenshot(path=photo)

    page.locator("#file").set_input_files(photo)
    expect(page.locator("#preview")).to_be_visible()
    expect(page.locator("#preview")).to_have_js_property("naturalWidth", PHONE["width"])
    page.get_by_role("button", name="发送", exact=True).click()

    expect(page.locator("#log")).to_contain_text("文件收到了")
    expect(page.locator("#attachment")).to_be_hidden()
    file = world.conversation.inbounds[-1].file
    assert file is not None
    assert (file.name, file.content) == ("照片.png", photo.read_bytes())


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "大.jpg"
    large.write_bytes(b"x" * 2_000_000)

    page.locator("#file").set_input_files(large)

    expect(page.locator("#notice")).to_contain_text("每个文件最大 1.0 MB")
    expect(page.locator("#attachment")).to_be_hidden()


def test_the_place_can_be_sent_when_it_is_asked_for(
    page: Page, context: BrowserContext, world: World, server: Server
) -> None:
    context.grant_permissions(["geolocation"], origin=server.url)
    context.set_geolocation({"latitude": 22.55, "longitude": 99.93})
    locate = page.get_by_role("button", name="用我的位置")
    expect(locate).to_be_hidden()
    page.get_by_role("button", name="上报需求").click()

    locate.click()

    expect(page.locator("#log")).to_contain_text("各要多少")
    assert world.conversation.inbounds[-1].location == (22.55, 99.93)
    expect(locate).to_be_hidden()


def test_markup_is_shown_as_text(page: Page) -> None:
    say(page, "<img src=x onerror=alert(1)>")

    expect(page.locator("#log")).to_contain_text("收到：<img src=x onerror=alert(1)>")
    expect(page.locator("#log img")).to_have_count(0)


def test_enter_breaks_the_line_with_shift_and_leaves_composition_alone(page: Page) -> None:
    box = page.locator("#text")
    box.fill("一")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("二")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})

    expect(box).to_have_value("一\n二")
    expect(page.locator(".line-person")).to_have_count(0)


def test_leaving_forgets_the_conversation_on_this_device(page: Page, world: World) -> None:
    say(page, "你好")
    expect(page.locator("#log")).to_contain_text("收到：你好")
    before = world.only_chat()

    page.get_by_role("button", name="退出").click()
    page.get_by_role("dialog").get_by_role("button", name="退出").click()

    expect(page.locator("#log")).not_to_contain_text("收到：你好")
    expect(page.locator("#log")).to_contain_text("您好，这里是山海桥")
    assert world.only_chat() != before


def test_a_lost_token_begins_a_new_conversation_and_keeps_the_text(
    page: Page, world: World
) -> None:
    world.chats.tokens.clear()

    say(page, "我还在")

    expect(page.locator("#notice")).to_contain_text("这是新的对话")
    expect(page.locator("#text")).to_have_value("我还在")
    expect(page.locator("#log")).to_contain_text("您好，这里是山海桥")
    page.keyboard.press("Enter")
    expect(page.locator("#log")).to_contain_text("收到：我还在")


@pytest.mark.parametrize("size", [NARROW, DESKTOP])
def test_nothing_overflows_and_buttons_are_large_enough(
    browser: Browser, server: Server, size: ViewportSize
) -> None:
    context = browser.new_context(viewport=size, locale="zh-CN")
    page = context.new_page()
    page.goto(server.url)
    to_card(page)
    say(page, "公开募捐要什么资格？")
    expect(page.locator(".citation")).to_have_count(2)

    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for button in page.locator(".button:visible, .icon-button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    expect(page.locator("#text")).to_be_in_viewport()
    expect(page.locator("#text")).to_be_focused()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_a_screen_reader(
    browser: Browser, server: Server, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-CN", color_scheme=scheme)
    page = context.new_page()
    page.goto(server.url)
    to_card(page)
    violations = {"card": Axe().run(page)}
    say(page, "公开募捐要什么资格？")
    expect(page.locator(".citation")).to_have_count(2)
    violations["answer"] = Axe().run(page)
    link = page.get_by_role("link", name="展开原文").first.get_attribute("href")
    for path in (link, "/plain", "/nowhere"):
        page.goto(f"{server.url}{path}")
        violations[str(path)] = Axe().run(page)

    found = {name: result.generate_report() for name, result in violations.items()}
    counts = {name: result.violations_count for name, result in violations.items()}
    assert counts == dict.fromkeys(counts, 0), found
    context.close()


def test_the_first_load_is_small_and_comes_from_here_alone(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))

    page.goto(server.url)
    expect(page.locator("#log")).to_contain_text("您好")
    page.wait_for_timeout(300)

    assert all(address.startswith(server.url) for address in addresses)
    assert len(addresses) <= 13
    assert 5_000 < sum(received) < BUDGET
    context.close()


def test_at_3g_speed_the_greeting_is_there_in_four_seconds(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    line = {"offline": False, "latency": 300, "downloadThroughput": 48_000}
    session.send("Network.emulateNetworkConditions", {**line, "uploadThroughput": 24_000})

    page.goto(server.url)

    expect(page.locator("#log")).to_contain_text("您好", timeout=4_000)
    context.close()


def test_without_javascript_the_plain_page_carries_a_report(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_url(re.compile("/plain"))

    page.get_by_label("消息").fill("木戛乡")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("好的。需要什么，各要多少？")).to_be_visible()
    page.get_by_role("button", name="上一步").click()

    expect(page.get_by_text("收到：f:back")).to_be_visible()
    context.close()


def test_a_link_with_an_invitation_says_its_code_once(
    context: BrowserContext, server: Server, world: World
) -> None:
    page = context.new_page()
    page.goto(f"{server.url}/?invite=K7QM2XP3")
    expect(page.locator("#log")).to_contain_text("收到：邀请码 K7QM2XP3")
    expect(page).to_have_url(f"{server.url}/")
    page.reload()
    expect(page.locator("#log")).to_contain_text("收到：邀请码 K7QM2XP3")
    assert [one.text for one in world.conversation.inbounds] == ["/start", "邀请码 K7QM2XP3"]


def test_a_link_with_a_need_says_its_number_or_begins_an_opinion_on_it(
    context: BrowserContext, server: Server, world: World
) -> None:
    page = context.new_page()
    page.goto(f"{server.url}/?need=1001")
    expect(page.locator("#log")).to_contain_text("收到：认领 1001")
    page.goto(f"{server.url}/?subscribe=云南的教育")
    expect(page.locator("#log")).to_contain_text("收到：订阅 云南的教育")
    page.goto(f"{server.url}/?about=1001")
    expect(page.get_by_role("textbox")).to_have_value("意见 1001：")
    expect(page).to_have_url(f"{server.url}/")
    said = [one.text for one in world.conversation.inbounds]
    assert said == ["/start", "认领 1001", "订阅 云南的教育"]
