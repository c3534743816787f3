"""``/desk/staff``: accounts of the desk, for administrators."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.remit_form import RemitForm
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.accounts import (
    account_history,
    account_of,
    change_remit,
    create_staff,
    disable,
    list_staff,
    reset_password,
)
from api.desk.two_step import turn_off_for
from api.domain.duties import Role
from api.domain.errors import Invalid, NotAllowed

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

DONE = {
    "closed": "账号已停用，登录已全部退出。",
    "opened": "账号已重新启用。",
    "two-step-off": "两步验证已解除，本人下次只用密码登录，可以再开启。",
    "changed": "角色和地区已调整，马上生效。",
}


@dataclass(frozen=True, slots=True)
class OneTime:
    """A password that is on the page once and nowhere else."""

    username: str
    password: str


@router.get("/staff")
def staff_page(visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """All accounts."""
    return _page(desk, visit, done=done)


@router.post("/staff")
def new_account(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Make an account and show its one-time password."""
    username = fields.one("username").strip()
    form = RemitForm.sent(fields)
    services = desk.services
    try:
        remit = form.remit(services.gazetteer)
        with services.database.begin() as unit:
            password = create_staff(unit, visit.staff, services.passwords, username, remit)
    except Invalid as refusal:
        return _page(desk, visit, problem=refusal, username=username, form=form)
    return _page(desk, visit, one_time=OneTime(username, password))


@router.get("/staff/{username}")
def account_page(username: str, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One account: what it may do, where, and since when."""
    return _account(desk, visit, username, done=done)


@router.post("/staff/{username}/remit")
def new_remit(username: str, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Give the account other roles and regions."""
    form = RemitForm.sent(fields)
    try:
        remit = form.remit(desk.services.gazetteer)
        with desk.services.database.begin() as unit:
            change_remit(unit, visit.staff, username, remit)
    except Invalid as refusal:
        return _account(desk, visit, username, form=form, problem=refusal)
    return RedirectResponse("/desk/staff?done=changed", 303)


@router.post("/staff/reset")
def new_one_time_password(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Give a colleague a new one-time password."""
    username = fields.one("username")
    if username == visit.staff.username:
        raise NotAllowed("自己的密码请在“账号”里修改。")
    with desk.services.database.begin() as unit:
        password = reset_password(unit, visit.staff, desk.services.passwords, username)
    return _page(desk, visit, one_time=OneTime(username, password))


@router.post("/staff/two-step-off")
def forget_two_step(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Let a colleague who lost their telephone in by password alone."""
    with desk.services.database.begin() as unit:
        turn_off_for(unit, visit.staff, fields.one("username"))
    return RedirectResponse("/desk/staff?done=two-step-off", 303)


@router.post("/staff/disable")
def close_or_open(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Close an account, or open it again."""
    closing = fields.one("disabled") == "yes"
    with desk.services.database.begin() as unit:
        disable(unit, visit.staff, fields.one("username"), disabled=closing)
    return RedirectResponse(f"/desk/staff?done={'closed' if closing else 'opened'}", 303)


def _page(
    desk: Desk,
    visit: Visit,
    *,
    done: str = "",
    one_time: OneTime | None = None,
    problem: Invalid | None = None,
    username: str = "",
    form: RemitForm | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        accounts = list_staff(unit, visit.staff)
    return page(
        desk,
        visit,
        "staff.html",
        status=422 if problem else 200,
        accounts=accounts,
        one_time=one_time,
        problem=problem,
        username=username,
        form=form or RemitForm(),
        all_roles=tuple(Role),
        done=DONE.get(done, ""),
        here="settings",
    )


def _account(
    desk: Desk,
    visit: Visit,
    username: str,
    *,
    done: str = "",
    form: RemitForm | None = None,
    problem: Invalid | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        history = account_history(unit, visit.staff, username)
        found = account_of(unit, username)
    return page(
        desk,
        visit,
        "staff_account.html",
        status=422 if problem else 200,
        account=found,
        history=history,
        form=form or RemitForm.of(found),
        problem=problem,
        all_roles=tuple(Role),
        done=DONE.get(done, ""),
        here="settings",
    )
