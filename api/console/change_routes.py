"""``/desk/changes``: an open page asks now and then whether what it shows is still so."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime
from starlette.responses import JSONResponse

from api.console.desk import DeskDep
from api.console.history_view import what, who
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep
from api.store.regional import is_ticket_within
from api.store.ticket_changes import mark, newest_entry

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

ONESELF = "你在另一个页面"


@router.get("/changes")
def changes(
    *,
    visit: VisitDep,
    desk: DeskDep,
    since: AwareDatetime,
    seen: Annotated[str, Query(max_length=60)],
    ticket: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    version: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> JSONResponse:
    """Whether any ticket changed, and what somebody made of the one that is open."""
    with desk.services.database.read() as unit:
        now = mark(unit, since)
        opens = ticket and is_ticket_within(unit, ticket, visit.staff.regions)
        entry = newest_entry(unit, ticket, version) if opens else None
    told = None
    if entry is not None:
        by = ONESELF if entry.actor == visit.staff.username else who(entry.actor)
        told = {"who": by, "what": what(entry)}
    return JSONResponse(
        {"list": now.changes != seen, "ticket": told}, headers={"Cache-Control": "no-store"}
    )
