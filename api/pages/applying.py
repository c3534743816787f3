"""``/apply``: members of an organisation apply for a programme, mend what was returned, withdraw.

They are known by the cookie of the chat in the same browser; staff use ``/desk/applications``.
"""

from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.console.application_form import ProjectForm, asked_of
from api.console.visit import Fields, fields_in
from api.desk.applications import Rules
from api.domain.application import Application
from api.domain.application_event import Act, Standing
from api.domain.errors import NotFound, Refusal
from api.domain.fund_pool import yuan_of
from api.domain.limit import Limit
from api.pages.applicant import Applicant, applicant_of, known_answers
from api.pages.apply_view import entries, last_note
from api.pages.own_applications import OwnApplications
from api.routes.chat_access import same_origin, slow_down
from api.routes.problems import Problem
from api.routes.services import Web, WebDep
from api.routes.uploads import read_body
from bot.eligibility.findings import Findings

MORE, CHECK = "more", "check"  # buttons that submit nothing: more rows, and the rules
LONGEST = 64 * 1024  # bytes of a form; twenty lines of a budget take a tenth of it
PER_PERSON = Limit(60, 3600)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
DONE = {
    "made": "申报已提交。进展和要补正的内容会在对话里告诉您，也可以在这里看。",
    "answered": "补正已提交，接着办理。",
    "withdrawn": "申报已撤回。",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page shows of a form that was not taken: as typed, why, and the check asked for."""

    fields: Fields
    form: ProjectForm
    problem: Refusal | None = None
    findings: Findings | None = None


def apply_router(parts: OwnApplications) -> APIRouter:
    """The pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/apply")
    async def apply_page(request: Request, web: WebDep) -> Response:
        """What one's organisations applied for, and the way to a new application."""
        who = await applicant_of(request, web, parts.database)
        mine = await run_in_threadpool(parts.mine, who)
        return _render(web, "apply.html", who=who, mine=mine, titles=parts.titles, money=yuan_of)

    @router.get("/apply/new")
    async def new_page(request: Request, web: WebDep, programme: str = "") -> Response:
        """The form of a new application under a programme."""
        who = await applicant_of(request, web, parts.database)
        if not who.memberships:
            return RedirectResponse("/apply", 303)
        return _new(web, parts, who, parts.rules(programme))

    @router.post("/apply/new")
    async def new_application(request: Request, web: WebDep) -> Response:
        """Check the form, or submit it; whatever was typed stays on the page."""
        who, fields = await _sent(request, web, parts)
        return await _submitted(web, parts, who, fields)

    @router.get("/apply/{number}")
    async def one_page(number: Number, request: Request, web: WebDep, done: str = "") -> Response:
        """One application of one's organisation."""
        who = await applicant_of(request, web, parts.database)
        application = await run_in_threadpool(parts.one, who, number)
        return _one(web, parts, who, application, done=DONE.get(done, ""))

    @router.post("/apply/{number}")
    async def one_change(number: Number, request: Request, web: WebDep) -> Response:
        """Mend or withdraw it."""
        who, fields = await _sent(request, web, parts)
        return await _changed(web, parts, who, number, fields)

    return router


async def _sent(request: Request, web: Web, parts: OwnApplications) -> tuple[Applicant, Fields]:
    """Who sent a form from our own page, and what is in it.

    Raises:
        Problem: 403 when another site sent it, 413 when far too long, 429 when too often.
        NotFound: they act for no organisation.
    """
    if not same_origin(request, web):
        raise Problem(403, "cross_site", "请从申报的页面里提交。刷新页面后再试一次。")
    who = await applicant_of(request, web, parts.database)
    if not who.memberships:
        raise NotFound("您还没有加入机构，不能申报。请先在对话里说“登记机构”。")
    await slow_down(web, (f"apply:{who.person}", PER_PERSON))
    return who, fields_in(await read_body(request, LONGEST))


async def _submitted(web: Web, parts: OwnApplications, who: Applicant, fields: Fields) -> Response:
    rules = parts.rules(fields.one("programme"))
    typed = Typed(fields, ProjectForm.sent(fields, rules.programme))
    if fields.one("act") == MORE:
        return _new(web, parts, who, rules, typed)
    try:
        project = typed.form.project(rules.programme, parts.gazetteer)
        if fields.one("act") == CHECK:
            findings = await run_in_threadpool(parts.checked, rules, project)
            return _new(web, parts, who, rules, replace(typed, findings=findings))
        made = await run_in_threadpool(parts.submit, who, rules, project, fields)
    except Refusal as refusal:
        return _new(web, parts, who, rules, replace(typed, problem=refusal))
    return RedirectResponse(f"/apply/{made.number}?done=made", 303)


async def _changed(
    web: Web, parts: OwnApplications, who: Applicant, number: int, fields: Fields
) -> Response:
    before = await run_in_threadpool(parts.one, who, number)
    rules = parts.rules(before.programme)
    typed = Typed(fields, ProjectForm.sent(fields, rules.programme))
    if fields.one("act") == MORE:
        return _one(web, parts, who, before, typed)
    try:
        await run_in_threadpool(parts.change, who, rules, number, fields)
    except Refusal as refusal:
        now = await run_in_threadpool(parts.one, who, number)
        return _one(web, parts, who, now, replace(typed, problem=refusal))
    done = "withdrawn" if fields.one("act") == Act.WITHDRAWN else "answered"
    return RedirectResponse(f"/apply/{number}?done={done}", 303)


def _new(
    web: Web, parts: OwnApplications, who: Applicant, rules: Rules, typed: Typed | None = None
) -> Response:
    return _render(
        web,
        "apply_new.html",
        problem=typed.problem if typed else None,
        who=who,
        rules=rules,
        asked=asked_of(rules.programme),
        form=typed.form if typed else ProjectForm(answers=known_answers(rules.programme, who)),
        organisation=typed.fields.one("organisation") if typed else "",
        findings=typed.findings if typed else None,
        key=(typed.fields.one("key") if typed else "") or token_hex(16),
    )


def _one(
    web: Web,
    parts: OwnApplications,
    who: Applicant,
    application: Application,
    typed: Typed | None = None,
    *,
    done: str = "",
) -> Response:
    rules = parts.rules(application.programme)
    project = application.project
    return _render(
        web,
        "apply_one.html",
        problem=typed.problem if typed else None,
        who=who,
        application=application,
        project=project,
        rules=rules,
        stage=rules.procedure.stage(application.stage),
        asked=asked_of(rules.programme),
        form=typed.form if typed and typed.form.lines else ProjectForm.of(project),
        typed=typed.fields if typed else Fields({}),
        findings=parts.checked(rules, project),
        told=entries(rules.procedure, application),
        reason=last_note(application),
        may_mend=application.standing is Standing.APPLICANT,
        may_withdraw=Act.WITHDRAWN in application.open_acts(rules.procedure),
        money=yuan_of,
        done=done,
        key=token_hex(16),
    )


def _render(web: Web, template: str, *, problem: Refusal | None = None, **context: Any) -> Response:
    """The page, of which no copy is kept."""
    response = web.pages.render(
        template, status=422 if problem else 200, problem=problem, **context
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
