"""``/desk/search``: everything one may see, by words; a number or code opens what goes by it."""

from urllib.parse import quote, urlencode

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.console.desk import DeskDep
from api.console.knowledge_query import document_path
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep, page
from api.desk.search import exactly, search
from api.domain.found import LONGEST, Found, marked, snippet, words_of

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

# Where all that fits the words is listed, page by page.
LISTS = {
    "tickets": "/desk?status=all&",
    "applications": "/desk/applications?",
    "organisations": "/desk/organisations?",
    "documents": "/desk/knowledge?",
}


@router.get("/search")
def search_page(visit: VisitDep, desk: DeskDep, q: str = "") -> Response:
    """What was found, kind by kind; at once the one thing whose number was typed."""
    typed = q.replace("\x00", "").strip()[:LONGEST]
    with desk.services.database.read() as unit:
        one = exactly(unit, visit.staff, typed)
        groups = () if one else search(unit, visit.staff, typed)
    if one:
        return RedirectResponse(address(one.source.key, one.found), 303)
    words = words_of(typed)
    return page(
        desk,
        visit,
        "search.html",
        typed=typed,
        groups=groups,
        lists={kind: f"{path}{urlencode({'q': ' '.join(words)})}" for kind, path in LISTS.items()},
        address=address,
        mark=lambda text: marked(text, words),
        snippet=lambda text: marked(snippet(text, words), words),
        here="search",
    )


def address(kind: str, found: Found) -> str:
    """The page of what was found."""
    if kind == "documents":
        return document_path(found.key)
    if kind == "tickets":
        return f"/desk/tickets/{found.key}?status=all"
    return f"/desk/{kind}/{quote(found.key, safe='')}"
