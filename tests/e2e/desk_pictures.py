"""Pictures of the desk: ``python -m tests.e2e.desk_pictures FOLDER [--all]``.

Without ``--all`` only the two pictures of the README; with it every page at phone and desktop
width, light and dark, to look at before a change is finished.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from api.desk.review import note
from api.destinations import MatchingService
from api.matching_service import Matcher
from api.relay import Relay
from api.routes.matching import matching_router
from api.store.database import Database
from tests.databases import migrated_sqlite
from tests.desk_fakes import PASSWORD, DeskWorld, make_desk, one_time_password
from tests.e2e.browser import DESKTOP, PHONE, Server, chromium, serving
from tests.e2e.desk_scene import Scene, build_scene
from tests.e2e.desk_talks import COLLEAGUE
from tests.fakes import FixedClock

SECRET = "pictures"
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass
class Stage:
    """A served desk with a scene on it."""

    desk: DeskWorld
    server: Server
    scene: Scene
    relay: Relay
    password: str


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Serve the scene; the matching API answers in the same server."""
    clock = FixedClock()
    database = Database(f"sqlite:///{migrated_sqlite(folder)}", clock)
    desk = make_desk(database, folder, matching_router(Matcher(database), SECRET, clock))
    password = one_time_password(desk, "admin")
    scene = build_scene(database, desk.ledger, clock)
    with serving(desk.app) as server, httpx.Client() as client:
        to = MatchingService(f"{server.url}/api/v1/matching/needs", SECRET)
        relay = Relay(database, client, to)
        relay.deliver_due()
        yield Stage(desk, server, scene, relay, password)
    database.close()


def log_in(page: Page, stage: Stage, password: str) -> None:
    """As the administrator."""
    page.goto(f"{stage.server.url}/desk/login")
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    if page.get_by_role("heading", name="设置自己的密码").is_visible():
        page.get_by_label("一次性密码").fill(password)
        page.get_by_label("新密码", exact=True).fill(PASSWORD)
        page.get_by_label("再输一次新密码").fill(PASSWORD)
        page.get_by_role("button", name="保存新密码").click()


def context_of(browser: Browser, size: ViewportSize, scheme: Scheme) -> BrowserContext:
    """A browser window of that size."""
    return browser.new_context(viewport=size, locale="zh-CN", color_scheme=scheme)


def pages(scene: Scene) -> dict[str, str]:
    """The pages to look at."""
    return {
        "queue": "/desk",
        "queue-filtered": "/desk?status=all&province=云南省&q=棉被&urgency=urgent",
        "queue-empty": "/desk?category=culture",
        "ticket": f"/desk/tickets/{scene.coats}",
        "ticket-returned": f"/desk/tickets/{scene.returned}?status=returned",
        "ticket-accepted": f"/desk/tickets/{scene.accepted}?status=accepted",
        "comparison": f"/desk/tickets/{scene.coats}/beside/{scene.accepted}",
        "ticket-policy": f"/desk/tickets/{scene.coats}/policy",
        "ticket-versions": f"/desk/tickets/{scene.coats}/versions",
        "questions": "/desk/questions",
        "question": "/desk/questions/2",
        "question-closed": "/desk/questions/1",
        "answers": "/desk/answers",
        "answer": "/desk/answers/1",
        "answer-edit": "/desk/answers/1/edit",
        "chats": "/desk/chats",
        "chat": "/desk/chats/2",
        "chat-waiting": "/desk/chats/1",
        "matching": "/desk/matching",
        "matching-needs": "/desk/matching/needs?organisation=sunshine-centre",
        "matching-named": "/desk/matching/needs?q=基金会",
        "allocations": "/desk/allocation",
        "allocation": "/desk/allocation/1",
        "organisations": "/desk/organisations",
        "organisations-none": "/desk/organisations?q=没有这家",
        "organisation": "/desk/organisations/scf",
        "blocked": "/desk/organisations/blocked",
        "offer": "/desk/organisations/scf/offers/scf-1",
        "posts": "/desk/posts",
        "posts-overdue": "/desk/posts?part=overdue",
        "post": "/desk/posts/1",
        "post-handing-over": "/desk/posts/3",
        "claim-work": f"/desk/claims/{scene.claim}/work",
        "agreement": f"/desk/claims/{scene.claim}/agreements/1",
        "pools": "/desk/pools",
        "pool": "/desk/pools/1",
        "overview": "/desk/overview",
        "overview-money": "/desk/overview/money",
        "overview-progress": "/desk/overview/progress",
        "overview-questions": "/desk/overview/questions",
        "overview-places": "/desk/overview/places",
        "overview-empty": "/desk/overview?period=own&from=2020-01-01&to=2020-01-31",
        "report": "/desk/reports/2026",
        "exports": "/desk/exports",
        "export-log": "/desk/exports/log",
        "staff": "/desk/staff",
        "account": "/desk/account",
        "two-step": "/desk/account/two-step",
        "search": "/desk/search?q=冬衣",
        "search-none": "/desk/search?q=没有这样的东西",
        "bulk": "/desk/bulk",
        "assignment": "/desk/assignment",
        "beside": f"/desk/tickets/{scene.coats}/beside",
        "publication": f"/desk/tickets/{scene.accepted}/publication",
        "claims": "/desk/claims",
        "claim": f"/desk/claims/{scene.claim}",
        "claim-new": f"/desk/claims/new/{scene.accepted}",
        "reports": "/desk/reports",
        "settings": "/desk/settings",
        "staff-account": "/desk/staff/admin",
        "keys": "/desk/keys",
        "texts": "/desk/texts",
        "webhooks": "/desk/webhooks",
        "missing": "/desk/tickets/99999",
    }


def everything(stage: Stage, browser: Browser, folder: Path) -> None:
    """Every page at both widths in both schemes."""
    password = stage.password
    for size, width in ((DESKTOP, "wide"), (PHONE, "phone")):
        for scheme in SCHEMES:
            context = context_of(browser, size, scheme)
            page = context.new_page()
            page.goto(f"{stage.server.url}/desk/login")
            page.screenshot(path=folder / f"login-{width}-{scheme}.png")
            log_in(page, stage, password)
            password = PASSWORD
            for name, address in pages(stage.scene).items():
                page.goto(stage.server.url + address)
                page.screenshot(
                    path=folder / f"{name}-{width}-{scheme}.png", full_page=width == "phone"
                )
            if scheme == "light":
                decisions(stage, page, folder, width)
            context.close()


def decisions(stage: Stage, page: Page, folder: Path, width: str) -> None:
    """What is seen while deciding, and when it is refused."""
    number = {"wide": stage.scene.coats, "phone": stage.scene.flood}[width]
    page.goto(f"{stage.server.url}/desk/tickets/{number}")
    page.get_by_role("button", name="开始审核").click()
    page.screenshot(path=folder / f"taken-{width}.png")
    page.locator("[data-action=return] > summary").click()
    page.get_by_label("佐证材料").check()
    page.screenshot(path=folder / f"return-{width}.png")
    page.get_by_role("button", name="请补一两张").click()
    with stage.desk.database.begin() as unit:
        note(unit, COLLEAGUE, number, version=3, text="已与乡里通过电话核实。")
    page.locator("[data-action=return] form > button").click()
    page.get_by_role("alert").wait_for()
    page.screenshot(path=folder / f"conflict-{width}.png")
    page.goto(f"{stage.server.url}/desk/posts/4")
    page.once("dialog", lambda dialog: dialog.accept())  # it may be the second invitation
    page.locator("form[action$=invite] button").click()
    page.locator(".invitation").wait_for()
    page.screenshot(path=folder / f"invitation-{width}.png", full_page=width == "phone")
    page.goto(f"{stage.server.url}/desk/posts/4")
    page.locator("[data-action=change] > summary").click()
    page.screenshot(path=folder / f"post-change-{width}.png", full_page=width == "phone")
    page.goto(f"{stage.server.url}/desk/staff")
    page.get_by_label("用户名").fill(f"王芳-{width}")
    page.get_by_role("checkbox", name="受理").check()
    page.get_by_role("button", name="新建并生成").click()
    page.screenshot(path=folder / f"one-time-{width}.png")
    page.goto(f"{stage.server.url}/desk")
    page.keyboard.press("?")
    page.screenshot(path=folder / f"keys-{width}.png")


def readme(stage: Stage, browser: Browser, folder: Path) -> None:
    """The two pictures of the README."""
    context = context_of(browser, DESKTOP, "light")
    page = context.new_page()
    log_in(page, stage, stage.password)
    page.goto(f"{stage.server.url}/desk")
    page.screenshot(path=folder / "desk-queue.png")
    page.goto(f"{stage.server.url}/desk/tickets/{stage.scene.coats}")
    page.get_by_role("button", name="开始审核").click()
    page.screenshot(path=folder / "desk-ticket.png")
    page.goto(f"{stage.server.url}/desk/questions")
    page.screenshot(path=folder / "questions-queue.png")
    context.close()


def make(app_folder: Path, folder: Path, *, all_pages: bool) -> None:
    """Take the pictures."""
    with stage(app_folder) as served, chromium() as browser:
        (everything if all_pages else readme)(served, browser, folder)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch), Path(sys.argv[1]), all_pages="--all" in sys.argv)
