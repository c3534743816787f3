"""``/desk/applications/{number}/files``: what was handed in with an application (附件)."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.desk import DeskDep
from api.console.refusing import DeskRoute
from api.console.uploading import EvidenceDep
from api.console.visit import VisitDep
from api.desk import application_files as desk_files
from api.domain.errors import Invalid
from api.routes import kept_files
from api.store import application_files, looks
from api.store.looks import Seen

router = APIRouter(include_in_schema=False, route_class=DeskRoute)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Key = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


@router.post("/applications/{number}/files")
def attach(number: Number, sent: EvidenceDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Keep evidence with the application."""
    if not sent.files:
        raise Invalid("files", "没有选择文件。请返回上一页，选好文件再上传。")
    kept = [desk.services.files.put(name, content) for name, content in sent.files]
    with desk.services.database.begin() as unit:
        desk_files.attach(unit, visit.staff, number, kept)
    return RedirectResponse(f"/desk/applications/{number}?done=attached#files", 303)


@router.get("/applications/{number}/files/{key}")
def download(number: Number, key: Key, visit: VisitDep, desk: DeskDep) -> Response:
    """The file; that it was opened is kept."""
    with desk.services.database.read() as unit:
        found = application_files.find(unit, number, key)
    looks.note(desk.services.database, Seen.FILE, key, visit.staff.username)
    content = desk.services.files.kept_bytes(found.path)
    return kept_files.whole(found.name, found.type, content)


@router.get("/applications/{number}/files/{key}/thumbnail")
def small(number: Number, key: Key, _: VisitDep, desk: DeskDep) -> Response:
    """A small picture of a photograph."""
    with desk.services.database.read() as unit:
        picture = application_files.thumbnail(unit, number, key)
    return kept_files.small(picture)
