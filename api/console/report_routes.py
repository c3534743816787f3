"""``/desk/reports``: the figures of a year (年度报告), as a page to print and as PDF."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.clock import SHANGHAI
from api.console.csv_export import attached
from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.report_pdf import report_pdf
from api.console.report_view import ReportView, report_view
from api.console.visit import VisitDep, page
from api.desk.exports import note_export
from api.desk.yearly import year_report, years
from api.domain.export_event import ExportKind, Taken
from knowledge.procedure_files import load_procedures
from knowledge.programme_files import load_programmes

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Year = Annotated[int, Path(ge=1, le=9999)]


@router.get("/reports")
def newest_report(_: VisitDep, desk: DeskDep) -> Response:
    """This year's."""
    today = _now(desk).astimezone(SHANGHAI).date()
    return RedirectResponse(f"/desk/reports/{today.year}", 303)


@router.get("/reports/{year}.pdf")
def report_file(year: Year, visit: VisitDep, desk: DeskDep) -> Response:
    """The report of a year as PDF; who takes it is kept."""
    at = _now(desk)
    report = _report(desk, year, at)
    made = report_pdf(report, at)
    with desk.services.database.begin() as unit:
        taken = Taken(ExportKind.REPORT, f"{year} 年", "pdf", report.rows)
        note_export(unit, visit.staff, taken)
    return Response(made, media_type="application/pdf", headers=attached(f"{report.title}.pdf"))


@router.get("/reports/{year}")
def report_page(year: Year, visit: VisitDep, desk: DeskDep) -> Response:
    """The report of a year, and the years there are."""
    report = _report(desk, year, _now(desk))
    with desk.services.database.read() as unit:
        others = years(unit)
    return page(desk, visit, "report.html", report=report, years=others, here="overview")


def _report(desk: Desk, year: int, at: datetime) -> ReportView:
    procedures = load_procedures()
    with desk.services.database.read() as unit:
        found = year_report(unit, procedures.values(), year)
    titles = {one.key: one.title for one in load_programmes()}
    return report_view(found, procedures, titles, at)


def _now(desk: Desk) -> datetime:
    return desk.services.database.clock.now()
