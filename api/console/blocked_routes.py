"""``/desk/organisations/blocked``: the list of illegal organisations, and its import."""

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.clock import SHANGHAI
from api.console.blocked_sheet import Sheet, read_blocked
from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.uploading import Upload, UploadDep
from api.console.visit import Visit, VisitDep, page
from api.desk.blocklist import Imported, blocklist_page, import_entries
from api.domain.errors import Invalid

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

NOTHING = "还没有选择文件。请先选择，再导入。"


@router.get("/organisations/blocked")
def blocked_page(visit: VisitDep, desk: DeskDep, q: str = "") -> Response:
    """The list, and the form of an import."""
    return _page(desk, visit, words=q)


@router.post("/organisations/blocked")
async def import_blocked(sent: UploadDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Read the file; rows that are wrong are named, the others are on the list."""
    return await run_in_threadpool(_import, sent, visit, desk)


def _import(sent: Upload, visit: Visit, desk: Desk) -> Response:
    source, published = sent.fields.get("source", ""), sent.fields.get("published", "")
    try:
        if not sent.files:
            raise Invalid("files", NOTHING)
        sheet = read_blocked(
            sent.files[0][1],
            source=source,
            published=published,
            today=desk.services.database.clock.now().astimezone(SHANGHAI).date(),
        )
        with desk.services.database.begin() as unit:
            imported = import_entries(unit, visit.staff, sheet.entries)
    except Invalid as refusal:
        return _page(desk, visit, problem=refusal.message, source=source, published=published)
    return _page(desk, visit, imported=imported, sheet=sheet)


def _page(
    desk: Desk,
    visit: Visit,
    *,
    words: str = "",
    problem: str = "",
    source: str = "",
    published: str = "",
    imported: Imported | None = None,
    sheet: Sheet | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        found = blocklist_page(unit, words[:60])
    return page(
        desk,
        visit,
        "blocked.html",
        status=422 if problem else 200,
        found=found,
        words=words,
        problem=problem,
        source=source,
        published=published,
        imported=imported,
        faults=sheet.faults if sheet else (),
        here="organisations",
    )
