"""What the desk shows instead of a page: the login, a form that is over, or a refusal."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk
from api.console.visit import (
    Fields,
    LoginNeeded,
    PasswordChangeNeeded,
    StaleForm,
    page,
    visit_before_change,
)
from api.domain.errors import NotFound, Refusal
from api.routes.problems import Problem, problem_of

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

# What people write at length and should not have to write again.
WRITTEN = {
    "reason": "原因或说明",
    "text": "备注",
    "answer": "答复",
    "description": "公开说明",
    "note": "说明",
}
# How many parts of a form's address are those of its page, where it is not two.
PAGE_PARTS = {
    "tickets": 3,
    "knowledge": 4,
    "questions": 3,
    "answers": 3,
    "chats": 3,
    "posts": 3,
    "organisations": 3,
    "pools": 3,
    "allocation": 3,
    "claims": 3,
    "applications": 3,
    "webhooks": 3,
    "texts": 3,
}
# What has no page of its own, and where its forms stand.
STANDS_ON = {"assignment": "/desk/assignment", "views": "/desk", "phrases": "/desk/account"}
NO_SUCH_PAGE = "没有找到这一页。编号可能有误，请从列表里打开。"


class DeskRoute(APIRoute):
    """A route whose refusals become pages of the desk; nothing a person typed is lost."""

    def get_route_handler(self) -> Handler:
        """The handler with the translation around it."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except LoginNeeded:
                return _login_needed(request)
            except PasswordChangeNeeded:
                return RedirectResponse("/desk/account", 303)
            except StaleForm as stale:
                return page(_desk(request), stale.visit, "stale.html", status=409, **_kept(request))
            except RequestValidationError:
                problem = problem_of(NotFound(NO_SUCH_PAGE))
            except (Refusal, Problem) as error:
                problem = problem_of(error)
            return await run_in_threadpool(_refused, request, problem)

        return handled


def _desk(request: Request) -> Desk:
    desk: Desk = request.state.desk
    return desk


def _login_needed(request: Request) -> Response:
    """The login, leading back to where the person was; a form's texts are shown beside it."""
    if request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        wanted = urlencode({"next": request.url.path + query})
        return RedirectResponse(f"/desk/login?{wanted}", 303)
    return _desk(request).pages.render(
        "login.html", status=401, username="", problem="", **_kept(request)
    )


def _kept(request: Request) -> dict[str, Any]:
    fields: Fields = request.state.fields
    kept = [(label, fields.one(name)) for name, label in WRITTEN.items()]
    return {
        "kept": [(label, text) for label, text in kept if text.strip()],
        "next": _page_of(request),
    }


def _page_of(request: Request) -> str:
    """The page a form stood on: its address without the action."""
    parts = request.url.path.strip("/").split("/")
    section = parts[1] if parts[1:] else ""
    if section in STANDS_ON:
        return STANDS_ON[section]
    length = 4 if parts[2:3] == ["new"] else PAGE_PARTS.get(section, 2)
    return "/" + "/".join(parts[:length])


def _refused(request: Request, problem: Problem) -> Response:
    desk = _desk(request)
    may_return = request.method == "POST" and problem.status != HTTPStatus.NOT_FOUND
    context = {
        "title": problem.to_json()["title"],
        "detail": problem.detail,
        "back": _page_of(request) if may_return else "",
    }
    try:
        visit = visit_before_change(request, desk)
    except LoginNeeded:
        return desk.pages.render("refused.html", status=problem.status, staff=None, **context)
    return page(desk, visit, "refused.html", status=problem.status, **context)
