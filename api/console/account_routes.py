"""``/desk/account``: one's own password, and which chat is one's own."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import (
    FormBeforeChangeDep,
    FormDep,
    Visit,
    VisitBeforeChangeDep,
    VisitDep,
    browser_of,
    keep_session,
    page,
)
from api.desk.chat_link import link_chat
from api.desk.login import change_password
from api.desk.sessions import open_session, sessions_of
from api.desk.shortcuts import phrases_of, views_of
from api.desk.two_step import standing
from api.domain.errors import Invalid, NotAllowed, Refusal
from api.routes.services import WebDep

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

DONE = {
    "password": "密码已修改，其他设备上的登录都已退出。",
    "two-step-off": "两步验证已关闭，现在只用密码登录。",
    "sessions": "已退出，那里要重新登录。",
    "view": "视图已删去。",
    "phrase": "这句话已存下，写原因、备注和回复时可以点选。",
    "phrase-gone": "这句话已删去。",
    "linked": "已绑定你的聊天。你本人上报的工单会交给其他同事审核。",
}


@router.get("/account")
def account_page(visit: VisitBeforeChangeDep, desk: DeskDep, done: str = "") -> Response:
    """The page; with a one-time password only its change."""
    return account(desk, visit, done=done)


@router.post("/account/password")
def new_password(
    request: Request,
    fields: FormBeforeChangeDep,
    visit: VisitBeforeChangeDep,
    desk: DeskDep,
    web: WebDep,
) -> Response:
    """Change the password and go on in a new session."""
    services = desk.services
    try:
        if fields.one("new") != fields.one("again"):
            raise Invalid("again", "两次输入的新密码不一样。请重新输入。")
        with services.database.begin() as unit:
            staff = change_password(
                unit,
                visit.staff,
                services.passwords,
                old=fields.one("old"),
                new=fields.one("new"),
            )
            token = open_session(unit, staff, browser=browser_of(request))
    except (Invalid, NotAllowed) as refusal:
        return account(desk, visit, problem=refusal, at="password")
    first = visit.staff.must_change_password
    response = RedirectResponse("/desk" if first else "/desk/account?done=password", 303)
    keep_session(response, web, token)
    return response


@router.post("/account/chat")
def own_chat(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Link one's own chat by the code got there."""
    problem: Invalid | None = None
    with desk.services.database.begin() as unit:
        try:
            link_chat(unit, visit.staff, fields.one("code"))
        except Invalid as refusal:
            problem = refusal  # not raised further: the try must count, so it is committed
    if problem:
        return account(desk, visit, problem=problem, at="chat")
    return RedirectResponse("/desk/account?done=linked", 303)


def account(
    desk: Desk,
    visit: Visit,
    *,
    done: str = "",
    problem: Refusal | None = None,
    at: str = "",
    written: str = "",
) -> Response:
    """The page, with what was done or refused ``at`` one of its parts; ``written`` is kept."""
    with desk.services.database.read() as unit:
        two_step = standing(unit, visit.staff)
        sessions = sessions_of(unit, visit.staff, visit.token)
        views, phrases = views_of(unit, visit.staff), phrases_of(unit, visit.staff)
    return page(
        desk,
        visit,
        "account.html",
        status=422 if problem else 200,
        done=DONE.get(done, ""),
        problem=problem.message if problem else "",
        at=at,
        two_step=two_step,
        sessions=sessions,
        views=views,
        phrases=phrases,
        written=written,
        here="account",
    )
