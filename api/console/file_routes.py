"""``/desk/files/{key}``: evidence, served so that nothing in it can act."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.console.desk import DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import VisitDep
from api.desk.people import Staff
from api.desk.remits import require_ticket
from api.domain.duties import Duty
from api.domain.errors import NotFound
from api.routes import kept_files
from api.store import looks
from api.store.database import Unit
from api.store.files import StoredFile, file, thumbnail
from api.store.looks import Seen
from api.store.staff_chats import holds_file

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Key = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


@router.get("/files/{key}")
def download(key: Key, visit: VisitDep, desk: DeskDep) -> Response:
    """The file: a photograph to look at, anything else to save."""
    with desk.services.database.read() as unit:
        found = _handed_in(unit, visit.staff, key)
    looks.note(desk.services.database, Seen.FILE, key, visit.staff.username)
    return kept_files.whole(found.name, found.type, desk.services.files.content(found))


@router.get("/files/{key}/thumbnail")
def small(key: Key, visit: VisitDep, desk: DeskDep) -> Response:
    """A small picture of a photograph."""
    with desk.services.database.read() as unit:
        _handed_in(unit, visit.staff, key)
        picture = thumbnail(unit, key)
    if picture is None:
        raise NotFound("没有找到这个文件。")
    return kept_files.small(picture)


def _handed_in(unit: Unit, staff: Staff, key: str) -> StoredFile:
    """The file, when it is in a ticket or was sent to staff; else the reporter may take it back.

    Raises:
        NotFound: there is none, or it is not for staff yet.
        NotAllowed: it belongs to what is not for this member of staff.
    """
    found = file(unit, key)
    if found.ticket is None and not holds_file(unit, key):
        raise NotFound("没有找到这个文件。")
    if found.ticket is None:
        staff.require(Duty.TALK)
    else:
        staff.require(Duty.SEE_NEEDS)
        require_ticket(unit, staff, found.ticket)
    return found
