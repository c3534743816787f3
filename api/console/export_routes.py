"""``/desk/exports``: tables to take out of the desk, and who took what (导出记录)."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.console.desk import Desk, DeskDep
from api.console.export_files import FORMS, Asked, export_response
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.desk.exports import export_log, may_export
from api.desk.yearly import years
from api.domain.errors import Invalid
from api.domain.export_event import ExportKind

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Year = Annotated[int | None, Query(ge=2000, le=2100)]
Ordinal = Annotated[int | None, Query(ge=1, le=2**31 - 1)]

FORM_LABELS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class Offered:
    """Something to take out: what is in it, and by which day it belongs to a year."""

    kind: ExportKind
    meaning: str
    dated: str


OFFERED = (
    Offered(
        ExportKind.NEEDS,
        "每件需求一行：地点、需要什么、受益人数、预算和进展。不含上报人和联系人。",
        "上报的年份",
    ),
    Offered(
        ExportKind.CLAIMS, "每笔认领一行：哪家机构认领了什么、到哪一步。不含个人。", "提出的年份"
    ),
    Offered(
        ExportKind.APPLICATIONS,
        "每份申报一行：项目、环节、申请和协议、审定、拨付的金额。",
        "录入的年份",
    ),
    Offered(ExportKind.MOVEMENTS, "所有资金池的每一笔，带校验值。", "登记的年份"),
    Offered(
        ExportKind.GRANTS,
        "签了协议、没有终止的资助，按 360Giving 开放数据标准 1.4 版的字段，可以对外公开。",
        "签约的年份",
    ),
)


@router.get("/exports")
def exports_page(visit: VisitDep, desk: DeskDep) -> Response:
    """What can be taken out."""
    return _page(desk, visit)


@router.post("/exports")
def take_out(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """The file that was asked for; what cannot be is said on the page."""
    try:
        return export_response(desk, visit.staff, _asked(fields))
    except Invalid as refusal:
        return _page(desk, visit, fields=fields, problem=refusal)


@router.get("/exports/log")
def log_page(visit: VisitDep, desk: DeskDep, year: Year = None, before: Ordinal = None) -> Response:
    """Who took what out, the newest first."""
    with desk.services.database.read() as unit:
        found = export_log(unit, visit.staff, year, before)
    return page(desk, visit, "export_log.html", found=found, before=before, here="overview")


def _asked(fields: Fields) -> Asked:
    kind, form, year = fields.one("kind"), fields.one("form"), fields.whole("year")
    if kind not in FORMS or form not in FORMS[ExportKind(kind)]:
        raise Invalid("form", "没有这种文件。请从下面选一种。")
    if fields.one("year") and not 2000 <= year <= 2100:
        raise Invalid("year", "没有这一年。请从列表里选择。")
    return Asked(ExportKind(kind), form, year or None)


def _page(
    desk: Desk, visit: Visit, *, fields: Fields | None = None, problem: Invalid | None = None
) -> Response:
    with desk.services.database.read() as unit:
        known = years(unit)
    return page(
        desk,
        visit,
        "exports.html",
        status=422 if problem else 200,
        offered=[one for one in OFFERED if may_export(visit.staff, one.kind)],
        regions="、".join(one.name for one in visit.staff.regions),
        forms=FORMS,
        labels=FORM_LABELS,
        years=known,
        kind=fields.one("kind") if fields else "",
        year=fields.one("year") if fields else "",
        problem=problem,
        here="overview",
    )
