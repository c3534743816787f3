"""``/desk``: the list of tickets."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.console.desk import DeskDep
from api.console.queue_query import QueueQuery
from api.console.queue_view import queue_view
from api.console.refusing import DeskRoute
from api.console.sections import first_section
from api.console.visit import VisitDep, page
from api.desk.posts import overdue_posts
from api.domain.duties import Duty

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.get("")
def queue_page(request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """The list, and beside it what to do next; who does not work with needs begins elsewhere."""
    if not visit.staff.may(Duty.SEE_NEEDS):
        return RedirectResponse(first_section(visit.staff).path, 303)
    with desk.services.database.read() as unit:
        query = QueueQuery.read(request.query_params)
        view = queue_view(unit, visit.staff, query, desk.services.gazetteer)
        overdue = overdue_posts(unit, visit.staff.regions)
    return page(desk, visit, "queue.html", queue=view, overdue_posts=overdue, here="queue")
