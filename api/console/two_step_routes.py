"""``/desk/account/two-step``: a code beside the password; and where one is logged in."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.console.account_routes import account
from api.console.desk import Desk, DeskDep
from api.console.pictures import qr_picture
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk import sessions, two_step
from api.domain.errors import Invalid, NotAllowed

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.post("/account/two-step")
def set_up(_: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Begin to set it up."""
    with desk.services.database.begin() as unit:
        two_step.begin(unit, visit.staff)
    return RedirectResponse("/desk/account/two-step", 303)


@router.get("/account/two-step")
def setting_up(visit: VisitDep, desk: DeskDep) -> Response:
    """The secret to put into an app, until its first code came."""
    return _page(desk, visit)


@router.post("/account/two-step/confirm")
def confirm(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Turn it on, and show the spare codes this once."""
    try:
        with desk.services.database.begin() as unit:
            codes = two_step.confirm(unit, visit.staff, fields.one("code"))
    except Invalid as refusal:
        return _page(desk, visit, problem=refusal.message)
    return _page(desk, visit, codes=codes)


@router.post("/account/two-step/codes")
def new_codes(_: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Make new spare codes, and show them this once."""
    with desk.services.database.begin() as unit:
        codes = two_step.new_spare_codes(unit, visit.staff)
    return _page(desk, visit, codes=codes)


@router.post("/account/two-step/off")
def turn_off(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Log in by password alone again."""
    services = desk.services
    try:
        with services.database.begin() as unit:
            two_step.turn_off(unit, visit.staff, services.passwords, fields.one("password"))
    except NotAllowed as refusal:
        return account(desk, visit, problem=refusal, at="two-step")
    return RedirectResponse("/desk/account?done=two-step-off", 303)


@router.post("/account/sessions/end")
def end_sessions(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Log out in one other place, or in all of them."""
    with desk.services.database.begin() as unit:
        if handle := fields.one("session"):
            sessions.end_session(unit, visit.staff, handle)
        else:
            sessions.end_sessions(unit, visit.staff.username, but=visit.token)
    return RedirectResponse("/desk/account?done=sessions", 303)


def _page(desk: Desk, visit: Visit, *, problem: str = "", codes: tuple[str, ...] = ()) -> Response:
    with desk.services.database.read() as unit:
        standing = two_step.standing(unit, visit.staff)
    if not (standing.secret or codes):
        return RedirectResponse("/desk/account", 303)
    return page(
        desk,
        visit,
        "two_step.html",
        status=422 if problem else 200,
        picture=qr_picture(standing.address) if standing.address else "",
        secret=" ".join(standing.secret[at : at + 4] for at in range(0, len(standing.secret), 4)),
        problem=problem,
        codes=codes,
        here="account",
    )
