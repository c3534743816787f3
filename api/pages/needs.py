"""Published needs for everybody: the page of one at ``/needs/{number}``."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.clock import SHANGHAI
from api.domain.errors import NotFound
from api.domain.public_need import public_need
from api.pages.need_view import NeedView, need_view, public_steps
from api.routes.services import Web, WebDep
from api.store.database import Database
from api.store.publications import published_ticket
from bot.entrances import Door, Entrances

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class NeedPages:
    """What the pages read and where they lead; put together by the composition root."""

    database: Database
    entrances: Entrances


def need_pages_router(parts: NeedPages) -> APIRouter:
    """The pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/needs/{number}")
    async def need_page(number: Number, request: Request, web: WebDep) -> Response:
        """One published need; of any other number the page says that it is not public."""
        try:
            seen = await run_in_threadpool(_seen, parts, number)
        except NotFound as refusal:
            return web.pages.render("need_gone.html", status=404, detail=refusal.message)
        return web.pages.render(
            "need.html",
            seen=seen,
            heading="h1",
            address=f"{site_of(request, web)}/needs/{number}",
            telegram=parts.entrances.to_need(number).get(Door.TELEGRAM, ""),
        )

    return router


def site_of(request: Request, web: Web) -> str:
    """The service's own address for links that leave it: the one that was set, else the one it
    was called by."""
    return web.services.settings.known_url or str(request.base_url).rstrip("/")


def _seen(parts: NeedPages, number: int) -> NeedView:
    with parts.database.read() as unit:
        ticket, publication = published_ticket(unit, number)
        today = unit.now.astimezone(SHANGHAI).date()
    view = need_view(public_need(ticket, publication.words), publication.notice, today)
    return replace(view, steps=public_steps(ticket))
