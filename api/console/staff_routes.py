"""``/desk/staff``: accounts of the desk, for administrators."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.accounts import create_staff, disable, list_staff, reset_password
from api.desk.people import Role
from api.desk.two_step import turn_off_for
from api.domain.errors import Invalid, NotAllowed

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

DONE = {
    "closed": "账号已停用，登录已全部退出。",
    "opened": "账号已重新启用。",
    "two-step-off": "两步验证已解除，本人下次只用密码登录，可以再开启。",
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
    role = Role.ADMIN if fields.one("role") == Role.ADMIN else Role.REVIEWER
    try:
        with desk.services.database.begin() as unit:
            password = create_staff(unit, visit.staff, desk.services.passwords, username, role)
    except Invalid as refusal:
        return _page(desk, visit, problem=refusal.message, username=username, role=role)
    return _page(desk, visit, one_time=OneTime(username, password))


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
    problem: str = "",
    username: str = "",
    role: Role = Role.REVIEWER,
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
        role=role,
        roles=tuple(Role)[::-1],
        done=DONE.get(done, ""),
        here="staff",
    )
