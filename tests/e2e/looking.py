"""Looking at pages in a real browser: logged in at a width, and what has to hold on each."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from api.console.visit import COOKIE
from api.desk.people import Staff
from api.desk.sessions import open_session
from api.store.database import Database
from tests.e2e.browser import Server

# Names of elements that stand on a page twice: a label would lead to the wrong field.
TWICE = """
[...document.querySelectorAll("[id]")]
  .map((e) => e.id)
  .filter((id, at, all) => all.indexOf(id) < at)
"""
PATIENCE = 15_000  # milliseconds until something that should be on the page counts as missing


def desk_page(
    browser: Browser, server: Server, database: Database, staff: Staff, size: ViewportSize
) -> Page:
    """A page of that width, on which ``staff`` is logged in; the login has its own tests."""
    context = browser.new_context(viewport=size, locale="zh-CN", base_url=server.url)
    context.set_default_timeout(PATIENCE)
    log_in(context.new_page(), server, database, staff)
    return context.pages[0]


def log_in(page: Page, server: Server, database: Database, staff: Staff) -> None:
    """Open a session of ``staff`` in the page's browser."""
    with database.begin() as unit:
        token = open_session(unit, staff)
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": f"{server.url}/desk"}])


def check(page: Page) -> None:
    """Nothing stands in the way of a screen reader, and nothing overflows."""
    assert page.evaluate(TWICE) == [], page.url
    assert Axe().run(page).violations_count == 0, page.url
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, page.url
