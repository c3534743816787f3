"""The chat page follows the language a person chose, and comes back in it."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.browser import DESKTOP, NARROW, chromium
from tests.e2e.service import Service, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("data")) as running:
        yield running


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["narrow", "desktop"])
def test_a_report_in_english_up_to_its_card(
    browser: Browser, service: Service, size: ViewportSize
) -> None:
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    page.goto(service.url)
    expect(page.get_by_role("button", name="上报需求")).to_be_visible()
    say(page, "English")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Report a need").click()
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.locator("#log")).to_contain_text("Where is it?")
    say(page, "澜沧县木戛乡中心小学")
    expect(page.locator("#log")).to_contain_text("What is needed?")
    say(page, "冬衣200套")
    page.get_by_role("button", name="Livelihood and jobs").click()
    for _ in range(9):
        page.get_by_role("button", name="Skip", exact=True).click()
        expect(page.locator("#waiting")).to_be_hidden()
    expect(page.locator("#log")).to_contain_text("Please check what is below")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert Axe().run(page).violations_count == 0

    page.get_by_role("button", name="Change What is needed").click()
    expect(page.locator("#log")).to_contain_text("Now: 冬衣 200套")
    page.reload()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    page.goto(f"{service.url}/plain")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plain chat")
    page.context.close()
