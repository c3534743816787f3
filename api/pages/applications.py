"""Applications (申报) for everybody: the page of one in public notice, and objecting there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.desk.applications import Rules, object_to
from api.desk.public_applications import (
    PublicApplication,
    public_application,
    public_applications,
)
from api.domain.errors import Refusal
from api.domain.fund_pool import yuan_of
from api.domain.limit import Limit
from api.domain.procedure import Procedure
from api.domain.programme import Programme
from api.routes.chat_access import address, same_origin, slow_down
from api.routes.problems import Problem
from api.routes.services import Web, WebDep
from api.routes.uploads import read_body
from api.store.database import Database

LONGEST = 16 * 1024  # bytes of the form; the longest objection takes 9,000
PER_ADDRESS = Limit(5, 3600)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class ApplicationPages:
    """What the pages read; put together by the composition root."""

    database: Database
    procedures: dict[str, Procedure]
    programmes: Mapping[str, Programme]


def application_pages_router(parts: ApplicationPages) -> APIRouter:
    """The pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/applications")
    async def applications_page(web: WebDep) -> Response:
        """All that are in public notice or announced."""
        seen = await run_in_threadpool(_all, parts)
        titles = {key: one.title for key, one in parts.programmes.items()}
        return web.pages.render("public_applications.html", seen=seen, titles=titles, money=yuan_of)

    @router.get("/applications/{number}")
    async def application_page(number: Number, web: WebDep, done: str = "") -> Response:
        """One application in public notice or announced; of any other it is said that it is not
        public."""
        seen = await run_in_threadpool(_seen, parts, number)
        return _page(web, parts, seen, done=done == "1")

    @router.post("/applications/{number}")
    async def objection(number: Number, request: Request, web: WebDep) -> Response:
        """Object while the notice runs; what was typed stays on the page when it is refused."""
        body = await read_body(request, LONGEST)
        typed = parse_qs(body.decode("utf-8", "replace")).get("text", [""])[0].replace("\x00", "")
        seen = await run_in_threadpool(_seen, parts, number)
        try:
            if not same_origin(request, web):
                raise Problem(403, "cross_site", "请从公示页里提交。刷新页面后再试一次。")
            await slow_down(web, (f"objection:{address(request)}", PER_ADDRESS))
            await run_in_threadpool(_object, parts, seen, typed)
        except Refusal as refusal:
            return _page(web, parts, seen, typed=typed, problem=refusal.message, status=422)
        except Problem as problem:
            return _page(
                web, parts, seen, typed=typed, problem=problem.detail, status=problem.status
            )
        return RedirectResponse(f"/applications/{number}?done=1", 303)

    return router


def _page(
    web: Web,
    parts: ApplicationPages,
    seen: PublicApplication,
    *,
    done: bool = False,
    typed: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    return web.pages.render(
        "public_application.html",
        status=status,
        seen=seen,
        title=parts.programmes[seen.programme].title,
        money=yuan_of,
        done=done,
        typed=typed,
        problem=problem,
    )


def _all(parts: ApplicationPages) -> tuple[PublicApplication, ...]:
    with parts.database.read() as unit:
        return public_applications(unit, parts.procedures)


def _seen(parts: ApplicationPages, number: int) -> PublicApplication:
    with parts.database.read() as unit:
        return public_application(unit, parts.procedures, number)


def _object(parts: ApplicationPages, seen: PublicApplication, text: str) -> None:
    key = seen.programme
    with parts.database.begin() as unit:
        object_to(unit, Rules(parts.procedures[key], parts.programmes[key]), seen.number, text)
