"""Keeping and dropping one's own filters of the list, and one's own sentences."""

from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.console.account_routes import account
from api.console.desk import DeskDep
from api.console.queue_query import QueueQuery
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, VisitDep
from api.desk import shortcuts
from api.domain.errors import Invalid

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.post("/views")
def keep_view(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Keep the filter the list stands at."""
    query = QueueQuery.read(dict(parse_qsl(fields.one("query")))).suffix()
    with desk.services.database.begin() as unit:
        shortcuts.keep_view(unit, visit.staff, fields.one("name"), query[1:])
    return RedirectResponse(f"/desk{query}", 303)


@router.post("/views/drop")
def drop_view(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Forget a filter."""
    with desk.services.database.begin() as unit:
        shortcuts.drop_view(unit, visit.staff, fields.whole("view"))
    return RedirectResponse("/desk/account?done=view#views", 303)


@router.post("/phrases")
def keep_phrase(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Keep a sentence."""
    try:
        with desk.services.database.begin() as unit:
            shortcuts.keep_phrase(unit, visit.staff, fields.one("text"))
    except Invalid as refusal:
        return account(desk, visit, problem=refusal, at="phrases", written=fields.one("text"))
    return RedirectResponse("/desk/account?done=phrase#phrases", 303)


@router.post("/phrases/drop")
def drop_phrase(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Forget a sentence."""
    with desk.services.database.begin() as unit:
        shortcuts.drop_phrase(unit, visit.staff, fields.whole("phrase"))
    return RedirectResponse("/desk/account?done=phrase-gone#phrases", 303)
