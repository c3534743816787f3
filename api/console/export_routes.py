"""``/desk/exports``: what was taken out of the desk as files (导出记录)."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.console.desk import DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep, page
from api.desk.exports import export_log

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Year = Annotated[int | None, Query(ge=2000, le=2100)]
Ordinal = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@router.get("/exports/log")
def log_page(visit: VisitDep, desk: DeskDep, year: Year = None, before: Ordinal = None) -> Response:
    """Who took what out, the newest first."""
    with desk.services.database.read() as unit:
        found = export_log(unit, visit.staff, year, before)
    return page(desk, visit, "export_log.html", found=found, before=before, here="overview")
