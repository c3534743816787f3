"""Errors at the edge: RFC 9457 problem details for programs, a helpful page for people."""

import errno
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, Refusal, WrongMove
from api.pages.rendering import Pages
from api.web_headers import HEADERS

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class ProblemDetails(BaseModel):
    """Problem details as of RFC 9457. ``detail`` is Chinese and may be shown to a person."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str


class Problem(Exception):
    """An answer that is not success. ``code`` names it, ``detail`` says what to do next."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        """``members`` are further members of the problem's JSON."""
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = dict(members or {})

    def to_json(self) -> dict[str, Any]:
        """The problem details object."""
        return {
            "type": f"urn:shanhai:problem:{self.code}",
            "title": _title(self.status),
            "status": self.status,
            "detail": self.detail,
            **self.members,
        }


# What the framework itself refuses, in words for people.
SENTENCES = {
    400: "没有读懂这个请求。请返回上一页，再试一次。",
    401: "需要先登录。请登录后再试。",
    403: "没有权限做这件事。如需开通，请联系管理员。",
    404: "没有找到这个页面。地址可能有误，或内容已经移走。",
    405: "这个地址不支持这种操作。请返回上一页。",
    413: "内容太大，没有收下。请缩小后再发送。",
    415: "不支持这种格式。请换一种格式再发送。",
    422: "有些内容填得不完整或不对。请检查后再发送。",
    429: "操作太快了。请稍等片刻再试。",
    500: "系统出了问题，已经记录下来。没有得到答复的内容，请稍后再发一次。",
    503: "系统正在准备，请稍等片刻再试。",
}

AWAY = "系统暂时存不了内容，刚才发的还没有收下。请等一分钟再发一次。"
AWAY_SECONDS = 30
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)

# Where in HTTP each refusal of the domain belongs; a subclass follows its parent.
STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (WrongMove, 409),
    (Outdated, 409),
    (Invalid, 422),
    (Refusal, 400),
)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For a route's ``responses``: these statuses answer with problem details."""
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }


def problem_of(error: Exception) -> Problem:
    """The problem any error becomes; one nobody foresaw is logged and told as our fault."""
    match error:
        case Problem():
            return error
        case Refusal():
            return _of_refusal(error)
        case RequestValidationError():
            return _of_validation(error)
        case HTTPException():
            code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
            detail = SENTENCES.get(error.status_code, SENTENCES[400])
            return Problem(error.status_code, code, detail, headers=error.headers)
    if _is_away(error):
        log.error("nothing can be stored", exc_info=error)
        return Problem(503, "away", AWAY, headers={"Retry-After": str(AWAY_SECONDS)})
    log.error("unexpected error", exc_info=error)
    return Problem(500, "internal", SENTENCES[500])


def _is_away(error: Exception) -> bool:
    """Whether nothing can be stored for now: no database, or no room on the disk."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return isinstance(error, OperationalError | InterfaceError | NoConnection)


def _of_refusal(refusal: Refusal) -> Problem:
    status = next(status for kind, status in STATUS if isinstance(refusal, kind))
    members = {"field": refusal.field} if isinstance(refusal, Invalid) else {}
    return Problem(status, refusal.code, refusal.message, members=members)


def _of_validation(error: RequestValidationError) -> Problem:
    """Where and what, never the value itself: it may be personal."""
    errors = [
        {"at": ".".join(str(part) for part in e["loc"]), "message": e["msg"]}
        for e in error.errors()
    ]
    return Problem(422, "invalid", SENTENCES[422], members={"errors": errors})


def _is_of_address(error: Exception) -> bool:
    """Whether the path alone was wrong: a person mistyped it, or followed half a link."""
    return isinstance(error, RequestValidationError) and all(
        one["loc"][0] == "path" for one in error.errors()
    )


def install(app: FastAPI, pages: Pages) -> None:
    """Translate every error of ``app`` once, here."""

    async def on_error(request: Request, error: Exception) -> Response:
        mistyped = _wants_page(request) and _is_of_address(error)
        problem = problem_of(HTTPException(404) if mistyped else error)
        title, detail = _title(problem.status), problem.detail
        response: Response = (
            pages.render(
                "error.html", status=problem.status, code=problem.status, title=title, detail=detail
            )
            if _wants_page(request)
            else JSONResponse(problem.to_json(), problem.status, media_type=MEDIA_TYPE)
        )
        # The answer to an unforeseen error does not pass through the middleware.
        response.headers.update({**HEADERS, **problem.headers})
        return response

    for kind in (Problem, Refusal, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, on_error)


TITLES = {
    400: "请求有误",
    401: "需要登录",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的操作",
    408: "没有收完",
    409: "内容已有变化",
    413: "内容太大",
    415: "不支持的格式",
    422: "内容需要修改",
    429: "请稍等片刻",
    500: "系统出了问题",
    503: "暂时不可用",
}


def _title(status: int) -> str:
    return TITLES.get(status, HTTPStatus(status).phrase)


def _wants_page(request: Request) -> bool:
    is_page = not request.url.path.startswith(("/api/", "/healthz", "/readyz", "/metrics"))
    return is_page and "text/html" in request.headers.get("accept", "")
