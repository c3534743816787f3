"""Published needs for everybody: the list at ``/needs`` and the page of each."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.clock import SHANGHAI
from api.domain.errors import NotFound
from api.domain.limit import Limit
from api.domain.need_address import from_pairs
from api.domain.need_query import NeedQuery
from api.market.search import PAGE_SIZE, MarketSearch
from api.pages.in_hand import fits_in_hand
from api.pages.market_view import MarketView
from api.pages.need_card import card_mark, picture
from api.pages.need_view import NeedView, need_view, public_steps
from api.pages.share_card import share_card
from api.routes.chat_access import address, slow_down
from api.routes.needs import LONGEST, MOST_PAGES, PER_ADDRESS
from api.routes.services import Web, WebDep
from api.store.database import Database
from api.store.public_needs import published_ticket
from api.store.publications import publications_of
from bot.entrances import Door, Entrances

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Sentence = Annotated[str, Query(max_length=LONGEST)]
Kind = Literal["png", "svg"]
CARDS_PER_ADDRESS = Limit(60, 60)  # a card takes a tenth of a second to draw
Page = Annotated[int, Query(ge=1, le=MOST_PAGES)]


@dataclass(frozen=True, slots=True)
class NeedPages:
    """What the pages read and where they lead; put together by the composition root."""

    database: Database
    market: MarketSearch
    entrances: Entrances


def need_pages_router(parts: NeedPages) -> APIRouter:
    """The pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/needs")
    async def needs_page(
        request: Request, web: WebDep, q: Sentence = "", page: Page = 1
    ) -> Response:
        """What can be claimed, narrowed by a sentence or by filters."""
        await slow_down(web, (f"needs:{address(request)}", PER_ADDRESS))
        view = await run_in_threadpool(_list, parts, request, q.strip(), page)
        return web.pages.render("needs.html", view=view, longest=LONGEST)

    @router.get("/needs/{number}")
    async def need_page(number: Number, request: Request, web: WebDep) -> Response:
        """One published need; of any other number the page says that it is not public."""
        try:
            seen = await run_in_threadpool(_seen, parts, number)
        except NotFound as refusal:
            return web.pages.render("need_gone.html", status=404, detail=refusal.message)
        where = page_address(request, web, number)
        return web.pages.render(
            "need.html",
            seen=seen,
            heading="h1",
            address=where,
            mark=card_mark(share_card(seen, where)),
            telegram=parts.entrances.to_need(number).get(Door.TELEGRAM, ""),
        )

    @router.get("/needs/{number}/card.{kind}")
    async def card(number: Number, kind: Kind, request: Request, web: WebDep) -> Response:
        """The picture to pass on."""
        await slow_down(web, (f"cards:{address(request)}", CARDS_PER_ADDRESS))
        seen = await run_in_threadpool(_seen, parts, number)
        made = share_card(seen, page_address(request, web, number))
        return await run_in_threadpool(picture, request, made, drawn=kind == "png")

    return router


def site_of(request: Request, web: Web) -> str:
    """The service's own address for links that leave it: the one that was set, else the one it
    was called by."""
    return web.services.settings.known_url or str(request.base_url).rstrip("/")


def page_address(request: Request, web: Web, number: int) -> str:
    """The whole address of a need's page."""
    return f"{site_of(request, web)}/needs/{number}"


def _list(parts: NeedPages, request: Request, said: str, page: int) -> MarketView:
    named = from_pairs(request.query_params.multi_items(), parts.market.name_of)
    query = parts.market.read(said).query.refined(named)
    found = parts.market.searched(query, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    pages = max(1, -(-found.total // PAGE_SIZE))
    with parts.database.read() as unit:
        today = unit.now.astimezone(SHANGHAI).date()
        written = publications_of(unit, [one.need.number for one in (*found.needs, *found.near)])
    notices = {number: one.notice for number, one in written.items() if one.notice is not None}
    return MarketView(found, said, _words(parts.market, query, said), page, pages, today, notices)


def _words(market: MarketSearch, query: NeedQuery, said: str) -> str:
    """A sentence that is read as ``query``: what was typed, else the labels of the filters."""
    labels = " ".join(chip.label for chip in query.chips())
    return next(
        (one for one in (said, labels) if fits_in_hand(one) and market.read(one).query == query), ""
    )


def _seen(parts: NeedPages, number: int) -> NeedView:
    with parts.database.read() as unit:
        ticket, form, publication = published_ticket(unit, number)
        today = unit.now.astimezone(SHANGHAI).date()
    return replace(need_view(form, publication.notice, today), steps=public_steps(ticket))
