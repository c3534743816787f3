"""``/desk/applications``: applications (申报), entered and led through their procedure."""

from secrets import token_hex
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from api.console import application_list_view as list_view
from api.console.application_form import ProjectForm, asked_of
from api.console.application_view import told, who_did
from api.console.application_wish import plan_rows, wish_of
from api.console.desk import Desk, DeskDep
from api.console.evaluation_view import compared
from api.console.programme_today import programme_today
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.desk import application_pages as pages
from api.desk import applications
from api.desk.application_files import who_looked
from api.desk.application_list import list_applications
from api.desk.applications import Rules
from api.diagrams.drawing import drawing
from api.diagrams.procedure_chart import chart_of_procedure
from api.domain.application_event import Act
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotAllowed, NotFound, Refusal
from api.domain.fund_pool import yuan_of
from api.domain.project import PARTS
from api.domain.project_evaluation import ASPECTS, GRADES, MOST, RESULTS
from api.pages.file_lines import file_lines
from api.store import application_files
from knowledge.procedure_files import find_procedure, load_procedures
from knowledge.programme_files import load_programmes

router = APIRouter(include_in_schema=False, route_class=DeskRoute)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
DONE = {
    "made": "申报已录入，由其他同事办理。",
    "entered": "已记录。",
    "attached": "附件已保存。",
}


@router.get("/applications")
def applications_page(request: Request, visit: VisitDep, desk: DeskDep) -> Response:
    """The list."""
    procedures, wanted = load_procedures(), list_view.filter_of(request.query_params)
    with desk.services.database.read() as unit:
        listing = list_applications(unit, visit.staff, procedures, wanted)
    before, after = list_view.pages(listing, wanted)
    return page(
        desk,
        visit,
        "applications.html",
        listing=listing,
        wanted=wanted,
        titles=_titles(),
        parts=list_view.parts(listing, wanted),
        stages=list_view.stages(procedures, listing, wanted),
        page_before=before,
        page_after=after,
        money=yuan_of,
        here="applications",
    )


@router.get("/applications/new")
def new_page(visit: VisitDep, desk: DeskDep, programme: str = "") -> Response:
    """The form of a new application, once its programme is chosen."""
    visit.staff.require(Duty.ENTER_APPLICATIONS)  # before anything is typed
    return _new(desk, visit, programme)


@router.post("/applications/new")
def new_application(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Enter an application; what is wrong with the form is said beside it."""
    key = fields.one("programme")
    rules = _rules(desk, key)
    form = ProjectForm.sent(fields, rules.programme)
    try:
        project = form.project(rules.programme, desk.services.gazetteer)
        with desk.services.database.begin() as unit:
            made = applications.enter(
                unit,
                visit.staff,
                rules,
                code=fields.one("code"),
                project=project,
                key=fields.one("key")[:40],
                notifier=desk.services.notifier,
            )
    except Invalid as refusal:
        return _new(desk, visit, key, form=form, code=fields.one("code"), problem=refusal)
    return RedirectResponse(f"/desk/applications/{made.number}?done=made", 303)


@router.get("/applications/procedures/{programme}.svg")
def procedure_picture(programme: str, desk: DeskDep, _: VisitDep, at: str = "") -> Response:
    """The procedure of a programme, drawn from its declaration; ``at`` marks a stage."""
    rules = _rules(desk, programme)
    chart = chart_of_procedure(rules.procedure, rules.programme.title, at)
    return Response(drawing(chart), media_type="image/svg+xml")


@router.get("/applications/{number}")
def application_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One application: the project, the verdict, what is to be done now, its history."""
    return _one(desk, visit, number, done=done)


@router.post("/applications/{number}")
def act(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Do something at the present stage; what is refused is kept for the audit."""
    rules = _rules_of(desk, number)
    try:
        with desk.services.database.read() as unit:
            stage = pages.stage_of(unit, rules, number)
        wish = wish_of(fields, stage, rules.programme, desk.services.gazetteer)
        with desk.services.database.begin() as unit:
            applications.act(
                unit,
                visit.staff,
                rules,
                number,
                wish,
                version=fields.whole("version"),
                key=fields.one("key")[:40],
                notifier=desk.services.notifier,
            )
    except Refusal as refusal:
        with desk.services.database.begin() as unit:
            applications.note_refused(unit, visit.staff, number, refusal.message)
        return _one(desk, visit, number, typed=fields, problem=refusal)
    return RedirectResponse(f"/desk/applications/{number}?done=entered", 303)


def _new(
    desk: Desk,
    visit: Visit,
    key: str,
    *,
    form: ProjectForm | None = None,
    code: str = "",
    problem: Invalid | None = None,
) -> Response:
    rules = _rules(desk, key) if key else None
    return page(
        desk,
        visit,
        "application_new.html",
        status=422 if problem else 200,
        rules=rules,
        asked=asked_of(rules.programme) if rules else {},
        titles=_titles(),
        form=form or ProjectForm(),
        code=code,
        problem=problem,
        key=token_hex(16),
        here="applications",
    )


def _one(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    done: str = "",
    typed: Fields | None = None,
    problem: Refusal | None = None,
) -> Response:
    rules = _rules_of(desk, number)
    with desk.services.database.read() as unit:
        found = pages.application_page(unit, visit.staff, rules, number)
        files = application_files.of_application(unit, number)
        looks = who_looked(unit, files)
    answering = Act.ANSWERED in found.acts and typed and typed.one("act") == Act.ANSWERED
    project = found.application.project
    return page(
        desk,
        visit,
        "application.html",
        status=_status(problem),
        found=found,
        application=found.application,
        project=project,
        rules=rules,
        asked=asked_of(rules.programme),
        form=ProjectForm.sent(typed, rules.programme)
        if answering and typed
        else ProjectForm.of(project),
        told=told(rules.procedure, found.application, sealed=found.sealed),
        typed=typed or Fields({}),
        problem=problem,
        key=token_hex(16),
        money=yuan_of,
        sheet=[(one.key, one.label, one.weight) for one in found.stage.criteria],
        compared=compared(found.evaluations),
        aspect_labels=ASPECTS,
        titles=_titles(),
        aspects=[(one, label, MOST) for one, label in ASPECTS.items()],
        grades=GRADES,
        results=RESULTS,
        plan_rows=plan_rows(typed or Fields({})),
        parts=PARTS,
        files=file_lines(rules.procedure, files, who_did),
        looks=looks,
        names={one.id: one.name for one in files},
        done=DONE.get(done, ""),
        here="applications",
    )


def _status(problem: Refusal | None) -> int:
    if problem is None:
        return 200
    return 403 if isinstance(problem, NotAllowed) else 422


def _rules_of(desk: Desk, number: int) -> Rules:
    with desk.services.database.read() as unit:
        key = pages.programme_of(unit, number)
    return _rules(desk, key)


def _rules(desk: Desk, key: str) -> Rules:
    procedure, programme = find_procedure(key), programme_today(desk, key)
    if procedure is None or programme is None:
        raise NotFound("没有这个专项的申报程序。请从列表里选择。")
    return Rules(procedure, programme)


def _titles() -> dict[str, str]:
    procedures = load_procedures()
    return {one.key: one.title for one in load_programmes() if one.key in procedures}
