"""``/desk/knowledge/import``: files in, and how far the reading of each is."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.knowledge_query import document_path
from api.console.refusing import DeskRoute
from api.console.uploading import MOST_FILES, UploadDep
from api.console.visit import Visit, VisitDep, page
from api.desk.document_imports import ImportedFile, imported, take_in, waiting_files
from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.imported import FileState
from api.routes.kept_files import HEADERS
from api.store.document_files import document_file, keep_bytes
from knowledge.reading.limits import MAX_BYTES

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

ADDRESS = "/desk/knowledge/import"
REFRESH_SECONDS = 2
NOTHING = "还没有选择文件。请先选择，再开始导入。"
DISCARDED = "已放弃这份草稿。原文件还在，需要时可以再次导入。"

Key = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


@router.get("/knowledge/import")
def import_page(visit: VisitDep, desk: DeskDep, sent: str = "", done: str = "") -> Response:
    """The form, what became of the files ``sent`` last, and all that waits.

    While a file is being read the page loads itself anew, without any script.
    """
    return _page(desk, visit, sent=sent, done=DISCARDED if done == "discarded" else "")


@router.post("/knowledge/import")
async def import_files(sent: UploadDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Keep the files and begin to read them; the page they lead to says how far that is."""
    if not sent.files:
        return await run_in_threadpool(_page, desk, visit, problem=NOTHING)
    keys = [
        await run_in_threadpool(_take_in, desk, visit.staff, name, content)
        for name, content in sent.files
    ]
    return RedirectResponse(f"{ADDRESS}?sent={'.'.join(dict.fromkeys(keys))}", 303)


@router.get("/knowledge/files/{key}")
def original(key: Key, _: VisitDep, desk: DeskDep) -> Response:
    """The file as it was imported, to save."""
    with desk.services.database.read() as unit:
        found = document_file(unit, key)
    return Response(
        desk.services.files.kept_bytes(found.path),
        media_type="application/octet-stream",
        headers={
            **HEADERS,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
        },
    )


def _take_in(desk: Desk, staff: Staff, name: str, content: bytes) -> str:
    kept = keep_bytes(desk.services.files, content)
    with desk.services.database.begin() as unit:
        key = take_in(unit, staff, name, len(content), kept)
        is_to_be_read = document_file(unit, key).state is FileState.READING
    if is_to_be_read:
        desk.services.reader.begin(key)
    return key


def _page(
    desk: Desk, visit: Visit, *, sent: str = "", done: str = "", problem: str = ""
) -> Response:
    keys = [key for key in sent.split(".") if len(key) == 32][:MOST_FILES]
    with desk.services.database.read() as unit:
        mine = [imported(unit, document_file(unit, key)) for key in keys]
        waiting = [one for one in waiting_files(unit) if one.file.id not in set(keys)]
        now = unit.now
    response = page(
        desk,
        visit,
        "import.html",
        status=422 if problem else 200,
        mine=mine,
        waiting=waiting,
        now=now,
        problem=problem,
        done=done,
        may_change=visit.staff.may(Duty.KEEP_KNOWLEDGE),
        most=MOST_FILES,
        limit=MAX_BYTES,
        path=document_path,
        here="knowledge",
    )
    if any(_is_read(one) for one in (*mine, *waiting)):
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


def _is_read(one: ImportedFile) -> bool:
    return one.file.state is FileState.READING
