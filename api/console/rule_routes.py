"""``/desk/knowledge/rules``: rules that compute nothing until somebody has looked at them."""

from fastapi import APIRouter
from starlette.responses import Response

from api.clock import SHANGHAI
from api.console.desk import DeskDep
from api.console.knowledge_query import document_path
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep, page
from api.desk.stale_rules import stale_rules
from knowledge.programme_files import load_programmes

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.get("/knowledge/rules")
def rules_page(visit: VisitDep, desk: DeskDep) -> Response:
    """The rules whose source has changed, each with the old words and what became of them."""
    programmes = load_programmes()
    with desk.services.database.read() as unit:
        found = stale_rules(unit, programmes, unit.now.astimezone(SHANGHAI).date())
    return page(
        desk,
        visit,
        "rules.html",
        found=found,
        total=sum(len(programme.rules) for programme in programmes),
        path=document_path,
        here="knowledge",
    )
