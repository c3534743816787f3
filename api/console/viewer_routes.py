"""``/desk/tickets/{number}/viewers``: an open page tells of itself, and hears who else is there."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import JSONResponse

from api.console.desk import DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep
from api.store import looks, tickets
from api.store.looks import Seen

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/tickets/{number}/viewers")
def viewers(number: Number, visit: VisitDep, desk: DeskDep) -> JSONResponse:
    """The others who look at the ticket now."""
    database, username = desk.services.database, visit.staff.username
    with database.read() as unit:
        tickets.load(unit, number)
    looks.note(database, Seen.TICKET, number, username)
    with database.read() as unit:
        found = looks.present(unit, Seen.TICKET, number, but=username)
    return JSONResponse({"viewers": found}, headers={"Cache-Control": "no-store"})
