"""``/apply/{number}/files``: what an organisation hands in with its application (附件)."""

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.domain.errors import Refusal
from api.pages.applicant import applicant_of
from api.pages.apply_rendering import one_page
from api.pages.applying import Number, sender
from api.pages.own_applications import OwnApplications
from api.routes import kept_files
from api.routes.services import WebDep
from api.routes.uploads import read_files

MOST_AT_ONCE = 5
Key = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


def apply_files_router(parts: OwnApplications) -> APIRouter:
    """Handing in and reading."""
    router = APIRouter(include_in_schema=False)

    @router.post("/apply/{number}/files")
    async def attach(number: Number, request: Request, web: WebDep) -> Response:
        """Keep files with the application."""
        who = await sender(request, web, parts)
        application = await run_in_threadpool(parts.one, who, number)
        most = MOST_AT_ONCE * parts.files.max_bytes
        _, sent = await read_files(request, most, most=MOST_AT_ONCE)
        try:
            await to_thread.run_sync(parts.attach, who, number, sent, limiter=web.files)
        except Refusal as refusal:
            page = partial(one_page, problem=refusal)
            return await run_in_threadpool(page, web, parts, who, application)
        return RedirectResponse(f"/apply/{number}?done=attached#files", 303)

    @router.get("/apply/{number}/files/{key}")
    async def download(number: Number, key: Key, request: Request, web: WebDep) -> Response:
        """A file: a photograph to look at, anything else to save."""
        who = await applicant_of(request, web, parts.database)
        found, content = await run_in_threadpool(parts.file, who, number, key)
        return kept_files.whole(found.name, found.type, content)

    @router.get("/apply/{number}/files/{key}/thumbnail")
    async def small(number: Number, key: Key, request: Request, web: WebDep) -> Response:
        """A small picture of a photograph."""
        who = await applicant_of(request, web, parts.database)
        return kept_files.small(await run_in_threadpool(parts.thumbnail, who, number, key))

    return router
