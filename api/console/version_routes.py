"""``/desk/tickets/{number}/versions``: what was changed in a need, two versions side by side."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.console.desk import DeskDep
from api.console.refusing import DeskRoute
from api.console.version_view import versions_view
from api.console.visit import VisitDep, page
from api.store import looks
from api.store.looks import Seen

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/tickets/{number}/versions")
def versions_page(
    number: Number,
    visit: VisitDep,
    desk: DeskDep,
    before: Annotated[str, Query(alias="from")] = "",
    after: Annotated[str, Query(alias="to")] = "",
) -> Response:
    """The versions of the address, or the last two; it counts as a look at the ticket."""
    with desk.services.database.read() as unit:
        view = versions_view(unit, number, _whole(before), _whole(after))
    looks.note(desk.services.database, Seen.TICKET, number, visit.staff.username)
    return page(desk, visit, "versions.html", view=view, ticket=view.ticket, here="queue")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
