"""``/apply``: members of an organisation apply for a programme, mend what was returned, withdraw.

They are known by the cookie of the chat in the same browser; staff use ``/desk/applications``.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.console.application_form import ProjectForm
from api.console.visit import Fields, fields_in
from api.domain.application_event import Act
from api.domain.errors import NotAllowed, NotFound, Refusal
from api.domain.limit import Limit
from api.pages.applicant import Applicant, applicant_of
from api.pages.apply_rendering import Typed, list_page, lost_page, new_page, one_page
from api.pages.own_applications import OwnApplications
from api.routes.chat_access import address, same_origin, slow_down
from api.routes.problems import Problem
from api.routes.services import Web, WebDep
from api.routes.uploads import read_body

MORE, CHECK = "more", "check"  # buttons that submit nothing: more rows, and the rules
LONGEST = 64 * 1024  # bytes of a form; twenty lines of a budget take a tenth of it
PER_PERSON = Limit(60, 3600)
UNKNOWN = (
    "这个浏览器现在认不出您是哪家机构的，还没有提交，填的内容都在这一页。请另开一页到对话里，"
    "发来邀请码，或者在原来的地方说“换渠道”、把绑定码发来；再回到这一页提交。"
)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


def apply_router(parts: OwnApplications) -> APIRouter:
    """The pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/apply")
    async def apply_page(request: Request, web: WebDep) -> Response:
        """What one's organisations applied for, and the way to a new application."""
        who = await applicant_of(request, web, parts.database)
        return await run_in_threadpool(list_page, web, parts, who)

    @router.get("/apply/new")
    async def new_form(request: Request, web: WebDep, programme: str = "") -> Response:
        """The form of a new application under a programme."""
        who = await applicant_of(request, web, parts.database)
        if not who.memberships:
            return RedirectResponse("/apply", 303)
        rules = await run_in_threadpool(parts.rules, programme)
        return await run_in_threadpool(new_page, web, parts, who, rules)

    @router.post("/apply/new")
    async def new_application(request: Request, web: WebDep) -> Response:
        """Check the form, or submit it; whatever was typed stays on the page."""
        who = await known(request, web, parts)
        fields = fields_in(await read_body(request, LONGEST))
        return await run_in_threadpool(_submitted, web, parts, who, fields)

    @router.get("/apply/{number}")
    async def one_application(
        number: Number, request: Request, web: WebDep, done: str = ""
    ) -> Response:
        """One application of one's organisation."""
        who = await applicant_of(request, web, parts.database)
        application = await run_in_threadpool(parts.one, who, number)
        return await run_in_threadpool(one_page, web, parts, who, application, done=done)

    @router.post("/apply/{number}")
    async def one_change(number: Number, request: Request, web: WebDep) -> Response:
        """Mend or withdraw it."""
        who = await known(request, web, parts)
        fields = fields_in(await read_body(request, LONGEST))
        if not who.memberships:
            return await run_in_threadpool(lost_page, web, parts, who, fields)
        return await run_in_threadpool(_changed, web, parts, who, number, fields)

    return router


async def sender(request: Request, web: Web, parts: OwnApplications) -> Applicant:
    """Who sends a form from our own page.

    Raises:
        Problem: 403 when another site sent it, 429 when too often.
        NotFound: they act for no organisation.
    """
    who = await known(request, web, parts)
    if not who.memberships:
        raise NotFound("您还没有加入机构，不能申报。请先在对话里说“登记机构”。")
    return who


async def known(request: Request, web: Web, parts: OwnApplications) -> Applicant:
    """The same, whether they act for an organisation or not.

    Raises:
        Problem: 403 when another site sent it, 429 when too often.
    """
    if not same_origin(request, web):
        raise Problem(403, "cross_site", "请从申报的页面里提交。刷新页面后再试一次。")
    who = await applicant_of(request, web, parts.database)
    await slow_down(web, (f"apply:{who.person or address(request)}", PER_PERSON))
    return who


def _submitted(web: Web, parts: OwnApplications, who: Applicant, fields: Fields) -> Response:
    rules = parts.rules(fields.one("programme"))
    typed = Typed(fields, ProjectForm.sent(fields, rules.programme))
    if fields.one("act") == MORE:
        return new_page(web, parts, who, rules, typed)
    if not who.memberships:
        return new_page(web, parts, who, rules, replace(typed, problem=NotAllowed(UNKNOWN)))
    try:
        project = typed.form.project(rules.programme, parts.gazetteer)
        if fields.one("act") == CHECK:
            findings = parts.checked(rules, project)
            return new_page(web, parts, who, rules, replace(typed, findings=findings))
        made = parts.submit(who, rules, project, fields)
    except Refusal as refusal:
        return new_page(web, parts, who, rules, replace(typed, problem=refusal))
    return RedirectResponse(f"/apply/{made.number}?done=made", 303)


def _changed(
    web: Web, parts: OwnApplications, who: Applicant, number: int, fields: Fields
) -> Response:
    before = parts.one(who, number)
    rules = parts.rules(before.programme)
    typed = Typed(fields, ProjectForm.sent(fields, rules.programme))
    if fields.one("act") == MORE:
        return one_page(web, parts, who, before, typed)
    try:
        parts.change(who, rules, number, fields)
    except Refusal as refusal:
        now = parts.one(who, number)
        return one_page(web, parts, who, now, replace(typed, problem=refusal))
    done = "withdrawn" if fields.one("act") == Act.WITHDRAWN else "answered"
    return RedirectResponse(f"/apply/{number}?done={done}", 303)
