"""``/desk/login`` and logging out."""

import re
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import (
    COOKIE,
    FieldsDep,
    FormBeforeChangeDep,
    VisitBeforeChangeDep,
    browser_of,
    forget_session,
    keep_session,
)
from api.desk.login import authenticate
from api.desk.sessions import close_session, open_session, staff_of
from api.desk.two_step import is_on
from api.domain.errors import NotAllowed
from api.domain.limit import Limit
from api.routes.chat_access import address
from api.routes.services import Web, WebDep

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

# A whole office may stand behind one address; each account has its own, stricter back-off.
PER_ADDRESS = Limit(60, 300)
SLOW_DOWN = "从这里登录的次数太多，请 {seconds} 秒后再试。"
LONGEST_NAME = 60
_OURS = re.compile(r"/desk(?:[/?][^\\\r\n]*)?")


@router.get("/login")
def login_page(request: Request, desk: DeskDep, next: str = "/desk") -> Response:
    """The form; who is logged in already goes on."""
    token = request.cookies.get(COOKIE, "")
    with desk.services.database.read() as unit:
        known = bool(token) and staff_of(unit, token) is not None
    if known:
        return RedirectResponse(our_page(next), 303)
    return desk.pages.render("login.html", username="", problem="", next=our_page(next), kept=())


@router.post("/login")
def login(request: Request, fields: FieldsDep, desk: DeskDep, web: WebDep) -> Response:
    """Open a session, or say kindly why not."""
    username = fields.one("username").strip()[:LONGEST_NAME]
    wanted = our_page(fields.one("next"))
    services = desk.services
    try:
        limited(request, web)
        staff = authenticate(
            services.database, services.passwords, username, fields.one("password")
        )
    except NotAllowed as refusal:
        return login_again(desk, refusal.message, wanted, username)
    with services.database.begin() as unit:
        owes_code = is_on(unit, staff.username)
        token = open_session(unit, staff, browser=browser_of(request), awaits_code=owes_code)
    if staff.must_change_password:
        wanted = "/desk/account"
    if owes_code:
        wanted = f"/desk/login/code?{urlencode({'next': wanted})}"
    response = RedirectResponse(wanted, 303)
    keep_session(response, web, token)
    return response


@router.post("/logout")
def logout(_: FormBeforeChangeDep, visit: VisitBeforeChangeDep, desk: DeskDep) -> Response:
    """End the session here."""
    with desk.services.database.begin() as unit:
        close_session(unit, visit.token)
    response = RedirectResponse("/desk/login", 303)
    forget_session(response)
    return response


def limited(request: Request, web: Web) -> None:
    """Count a try from this address.

    Raises:
        NotAllowed: there were too many.
    """
    wait = web.services.limiter.wait(f"desk-login:{address(request)}", PER_ADDRESS)
    if wait > 0:
        raise NotAllowed(SLOW_DOWN.format(seconds=int(wait) + 1))


def login_again(desk: Desk, problem: str, wanted: str, username: str = "") -> Response:
    """The form once more, with what was wrong."""
    return desk.pages.render(
        "login.html", status=401, username=username, problem=problem, next=wanted, kept=()
    )


def our_page(address: str) -> str:
    """``address`` when it is a page of the desk, else the queue: a login leads nowhere else."""
    return address if _OURS.fullmatch(address) else "/desk"
