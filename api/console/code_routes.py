"""``/desk/login/code``: the second step of a login."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.login_routes import limited, login_again, our_page
from api.console.refusing import DeskRoute
from api.console.visit import COOKIE, FieldsDep, browser_of, keep_session
from api.desk.login import LoginOver, pass_code
from api.desk.sessions import awaiting_code
from api.domain.errors import NotAllowed
from api.routes.services import WebDep

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

LONGEST_CODE = 40
OVER = "输入密码后过了太久，请重新登录。"


@router.get("/login/code")
def code_page(request: Request, desk: DeskDep, next: str = "/desk") -> Response:
    """Ask for the code; whoever owes none is led to the login."""
    with desk.services.database.read() as unit:
        owes = awaiting_code(unit, request.cookies.get(COOKIE, "")) is not None
    if not owes:
        return RedirectResponse("/desk/login", 303)
    return _page(desk, our_page(next))


@router.post("/login/code")
def login_by_code(request: Request, fields: FieldsDep, desk: DeskDep, web: WebDep) -> Response:
    """Open the session, or say why not and ask again."""
    wanted = our_page(fields.one("next"))
    token = request.cookies.get(COOKIE, "")
    try:
        limited(request, web)
        whole = pass_code(
            desk.services.database, token, fields.one("code")[:LONGEST_CODE], browser_of(request)
        )
    except LoginOver:
        return login_again(desk, OVER, wanted)
    except NotAllowed as refusal:
        return _page(desk, wanted, refusal.message)
    response = RedirectResponse(wanted, 303)
    keep_session(response, web, whole)
    return response


def _page(desk: Desk, wanted: str, problem: str = "") -> Response:
    return desk.pages.render(
        "login_code.html", status=401 if problem else 200, problem=problem, next=wanted
    )
