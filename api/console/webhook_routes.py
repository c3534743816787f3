"""``/desk/webhooks``: other systems that are told what happened, for administrators."""

from secrets import token_hex
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.console.webhook_form import WebhookForm
from api.desk import webhooks
from api.domain.duties import Duty
from api.domain.errors import Invalid
from api.domain.webhook import TICKABLE, WebhookFacts
from api.webhook_reach import Unresolved

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
DONE = {
    "changed": "已保存。还没送达的，会送到新的网址。",
    "paused": "已暂停。这期间的事先存着，恢复后再送。",
    "resumed": "已恢复，存着的马上开始送。",
    "removed": "推送已删除，不再送任何内容。",
    "pinged": "测试已发出，几秒后刷新这一页看结果。",
    "resent": "已重新发出，几秒后刷新这一页看结果。",
}


@router.get("/webhooks")
def webhooks_page(visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """The list, and the form of a new one."""
    return _list(desk, visit, done=done)


@router.post("/webhooks")
def new_webhook(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Set one up and show its secret once; what is wrong with the form is said beside it."""
    visit.staff.require(Duty.MANAGE)  # before a name is looked up for anybody
    form = WebhookForm.sent(fields)
    try:
        facts = _checked(desk, form)
        with desk.services.database.begin() as unit:
            made = webhooks.make_webhook(unit, visit.staff, facts, key=fields.one("key")[:40])
    except Invalid as refusal:
        return _list(desk, visit, form=form, problem=refusal)
    return _one(desk, visit, made.number, secret=made.secret)


@router.get("/webhooks/{number}")
def webhook_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One webhook with its deliveries."""
    return _one(desk, visit, number, done=done)


@router.post("/webhooks/{number}")
def change(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Change what it is told and where."""
    visit.staff.require(Duty.MANAGE)
    form = WebhookForm.sent(fields)
    version = fields.whole("version")
    try:
        facts = _checked(desk, form)
        with desk.services.database.begin() as unit:
            webhooks.change_webhook(unit, visit.staff, number, facts, version=version)
    except Invalid as refusal:
        return _one(desk, visit, number, form=form, problem=refusal)
    return _back(number, "changed")


@router.post("/webhooks/{number}/pause")
def pause(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Keep everything back, or go on."""
    paused, version = fields.one("paused") == "yes", fields.whole("version")
    with desk.services.database.begin() as unit:
        webhooks.pause_webhook(unit, visit.staff, number, paused=paused, version=version)
    return _back(number, "paused" if paused else "resumed")


@router.post("/webhooks/{number}/secret")
def new_secret(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Another secret, shown once."""
    with desk.services.database.begin() as unit:
        changed = webhooks.change_secret(unit, visit.staff, number, version=fields.whole("version"))
    return _one(desk, visit, number, secret=changed.secret)


@router.post("/webhooks/{number}/remove")
def remove(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Tell it nothing any more."""
    with desk.services.database.begin() as unit:
        webhooks.remove_webhook(unit, visit.staff, number, version=fields.whole("version"))
    return RedirectResponse("/desk/webhooks?done=removed", 303)


@router.post("/webhooks/{number}/ping")
def ping(number: Number, _: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Send something to try."""
    with desk.services.database.begin() as unit:
        webhooks.ping(unit, visit.staff, number)
    return _back(number, "pinged")


@router.post("/webhooks/{number}/resend")
def resend(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Send one delivery again."""
    with desk.services.database.begin() as unit:
        webhooks.resend(unit, visit.staff, number, fields.whole("delivery"))
    return _back(number, "resent")


def _checked(desk: Desk, form: WebhookForm) -> WebhookFacts:
    """What the form states, its address looked up; before any transaction, for it may take long.

    Raises:
        Invalid: ``field`` names what cannot be.
    """
    facts = form.facts()
    try:
        desk.services.reach.address_of(facts.url)
    except Unresolved as unknown:
        raise Invalid("url", str(unknown)) from None
    return facts


def _back(number: int, done: str) -> Response:
    return RedirectResponse(f"/desk/webhooks/{number}?done={done}", 303)


def _list(
    desk: Desk,
    visit: Visit,
    *,
    done: str = "",
    form: WebhookForm | None = None,
    problem: Invalid | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        lines = webhooks.list_webhooks(unit, visit.staff)
    return page(
        desk,
        visit,
        "webhooks.html",
        status=422 if problem else 200,
        lines=lines,
        form=form or WebhookForm(),
        problem=problem,
        events=TICKABLE,
        key=token_hex(16),
        done=DONE.get(done, ""),
        here="settings",
    )


def _one(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    done: str = "",
    form: WebhookForm | None = None,
    problem: Invalid | None = None,
    secret: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        found = webhooks.webhook_page(unit, visit.staff, number)
    return page(
        desk,
        visit,
        "webhook.html",
        status=422 if problem else 200,
        found=found,
        webhook=found.webhook,
        form=form or WebhookForm.of(found.webhook),
        problem=problem,
        events=TICKABLE,
        secret=secret,
        done=DONE.get(done, ""),
        here="settings",
    )
