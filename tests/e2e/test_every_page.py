"""No page of the desk is left out where pages are looked at: a new one has to be named."""

import re
from pathlib import Path

from fastapi.routing import APIRoute

from api.console.router import ROUTERS
from tests.e2e.desk_pictures import pages
from tests.e2e.desk_scene import Scene

# Pages that need another scene, and the test of this folder that looks at them in a browser.
ELSEWHERE = {
    "/desk/login": "test_desk",
    "/desk/login/code": "test_two_step_login",
    "/desk/assignment/{number}": "test_desk_queue",
    "/desk/knowledge": "test_knowledge_desk",
    "/desk/knowledge/documents/{key}": "test_knowledge_desk",
    "/desk/knowledge/import": "test_knowledge_desk",
    "/desk/knowledge/drafts/{key}": "test_knowledge_desk",
    "/desk/knowledge/test": "test_knowledge_desk",
    "/desk/knowledge/rules": "test_knowledge_desk",
    "/desk/applications": "test_application_pages",
    "/desk/applications/new": "test_application_pages",
    "/desk/applications/{number}": "test_application_pages",
    "/desk/texts/{key}": "test_administration",
    "/desk/webhooks/{number}": "test_administration",
}
# What answers with something else than a page.
NO_PAGES = {
    "/desk/changes",
    "/desk/tickets/{number}/viewers",
    "/desk/organisations/{key}/offers",
}
_FILE = re.compile(r"/files/|\.(csv|svg|pdf|\{\w+\})$|/file$")


def test_every_page_of_the_desk_is_looked_at() -> None:
    looked_at = {address.partition("?")[0] for address in pages(Scene(1, 2, 3, 4, 5)).values()}
    routes = [
        f"/desk{route.path}"
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    ]
    left_out = [
        path
        for path in routes
        if path not in ELSEWHERE
        and path not in NO_PAGES
        and not _FILE.search(path)
        and not any(_fits(path, address) for address in looked_at)
    ]
    assert left_out == []
    assert set(ELSEWHERE) | NO_PAGES <= set(routes)
    for test in set(ELSEWHERE.values()):
        told = (Path(__file__).parent / f"{test}.py").read_text()
        assert "Axe().run" in told or "check(page)" in told, test


def _fits(path: str, address: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), address) is not None
