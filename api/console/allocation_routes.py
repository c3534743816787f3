"""``/desk/allocation``: a pool and filters in, a proposal with its reasons out."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.allocation_form import LONGEST, NAMES, AllocationForm
from api.console.allocation_view import BADGES, AllocationView, shown_amount, shown_yuan
from api.console.csv_export import csv_response
from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.allocation_claims import claim_key, enter_claims
from api.desk.allocations import start_allocation
from api.desk.exports import note_export
from api.domain.category import Category
from api.domain.errors import Invalid, WrongMove
from api.domain.export_event import ExportKind, Taken
from api.domain.job import Job, JobKind, JobState
from api.domain.need import Urgency
from api.store import jobs
from api.store.match_results import OPEN
from api.store.ticket_queue import TicketFilter, find, provinces

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

ADDRESS = "/desk/allocation"
REFRESH_SECONDS = 2

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/allocation")
def allocation_page(visit: VisitDep, desk: DeskDep, pool: str = "") -> Response:
    """The form, and the proposals made last; ``pool`` is the amount a fund pool's page hands on."""
    return _form(desk, visit, AllocationForm(pool=pool.replace("\x00", "")[:LONGEST]))


@router.post("/allocation")
def new_allocation(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Begin to compute a proposal; what is wrong with the form is said beside it."""
    form = AllocationForm.sent({name: fields.one(name) for name in NAMES})
    try:
        terms = form.terms()
        with desk.services.database.begin() as unit:
            job = start_allocation(unit, visit.staff, terms, form.chosen())
    except Invalid as refusal:
        return _form(desk, visit, form, refusal)
    desk.services.jobs.begin(job.number)
    return RedirectResponse(f"{ADDRESS}/{job.number}", 303)


@router.get("/allocation/{number}")
def proposal_page(number: Number, visit: VisitDep, desk: DeskDep) -> Response:
    """One proposal; while it is computed the page loads itself anew, without any script."""
    job = _job(desk, number)
    with desk.services.database.read() as unit:
        now = unit.now
    response = page(
        desk,
        visit,
        "allocation.html",
        view=AllocationView(job),
        now=now,
        shown_amount=shown_amount,
        shown_yuan=shown_yuan,
        claim_key=claim_key,
        here="matching",
    )
    if job.is_open:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@router.get("/allocation/{number}/table.csv")
def proposal_file(number: Number, visit: VisitDep, desk: DeskDep) -> Response:
    """The proposal as a table for spreadsheets; that it was taken is kept before it leaves."""
    job = _job(desk, number)
    if job.state is not JobState.DONE:
        raise WrongMove("方案还没有算完，暂时不能导出。请等页面显示结果后再导出。")
    heading, *rows = AllocationView(job).rows()
    with desk.services.database.begin() as unit:
        taken = Taken(ExportKind.ALLOCATION, f"方案 {number}", "csv", len(rows))
        note_export(unit, visit.staff, taken)
    return csv_response(f"分配方案{number}.csv", [heading, *rows])


@router.post("/allocation/{number}/claims")
def enter(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Enter claims for the organisations ticked, which have agreed; the page says what came."""
    ticked = fields.all("grant")
    if not ticked:
        raise Invalid("grant", "还没有勾选。请先勾选已经同意的机构，再登记认领。")
    enter_claims(desk.services.database, visit.staff, number, ticked)
    return RedirectResponse(f"{ADDRESS}/{number}#covered", 303)


def _job(desk: Desk, number: int) -> Job:
    with desk.services.database.read() as unit:
        return jobs.load(unit, number, JobKind.ALLOCATION)


def _form(
    desk: Desk, visit: Visit, form: AllocationForm, problem: Invalid | None = None
) -> Response:
    with desk.services.database.read() as unit:
        recent = jobs.recent(unit, JobKind.ALLOCATION)
        _, available = find(
            unit, TicketFilter(statuses=OPEN, regions=visit.staff.regions, page_size=1)
        )
        known = provinces(unit)
    return page(
        desk,
        visit,
        "allocations.html",
        status=422 if problem else 200,
        form=form,
        problem=problem,
        recent=recent,
        available=available,
        badges=BADGES,
        categories=tuple(Category),
        urgencies=tuple(Urgency),
        provinces=known,
        section="allocation",
        here="matching",
    )
