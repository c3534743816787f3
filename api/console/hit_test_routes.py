"""``/desk/knowledge/test``: what a question finds, and the answer that the chat would give."""

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from api.clock import SHANGHAI
from api.console.desk import DeskDep
from api.console.hit_test_view import ROLES, hit_test
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep, page

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

LONGEST = 400  # characters, as a question in the chat is read
NO_DATE = "日期请写成 2026-12-31 这样。"


@router.get("/knowledge/test")
def hit_test_page(
    visit: VisitDep, desk: DeskDep, q: str = "", as_of: str = "", earlier: str = ""
) -> Response:
    """The form, and below it what the question brings; the same code as in the chat."""
    question, before = _plain(q), _plain(earlier)
    today = desk.services.database.clock.now().astimezone(SHANGHAI).date()
    day, problem = today, ""
    try:
        day = date.fromisoformat(as_of) if as_of else today
    except ValueError:
        problem = NO_DATE
    explained = None
    if question and not problem:
        context = (before,) if before else ()
        explained = desk.services.explainer.explain(question, as_of=day, context=context)
    return page(
        desk,
        visit,
        "hit_test.html",
        status=422 if problem else 200,
        question=question,
        earlier=before,
        as_of=as_of or str(today),
        problem=problem,
        answer=explained.answer if explained else None,
        found=hit_test(explained) if explained else None,
        roles=ROLES,
        longest=LONGEST,
        here="knowledge",
    )


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST]
