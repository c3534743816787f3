"""Published needs as JSON: found by a sentence and by filters, while one types, and by number."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.concurrency import run_in_threadpool

from api.domain.limit import Limit
from api.domain.need_address import from_pairs
from api.domain.need_query import NeedQuery
from api.market.search import MOST_PAGE_SIZE, PAGE_SIZE, MarketSearch
from api.routes.api_keys import paced
from api.routes.need_shapes import FacetOut, FoundOut, NeedOut, RelaxationOut, SuggestedOut
from api.routes.problems import responses

PER_ADDRESS = Limit(300, 60)  # somebody types ten letters a second, at most
SUGGESTED = 8
LONGEST = 200  # characters of a sentence
MOST_PAGES = 2_000

_FILTERS: dict[str, tuple[str, Any, bool]] = {
    "category": ("code of a category; several are alternatives", "education", True),
    "place": ("GB/T 2260 code of a division (2, 4, 6 or 9 digits)", "5326", True),
    "least": ("least yuan that are still open", 10000, False),
    "most": ("most yuan that are still open", 50000, False),
    "people": ("code of a group of people who are helped", "lonelyelders", True),
    "site": ("code of a kind of site", "school", True),
    "word": ("searched for in title, items and description", "净水设备", True),
    "urgency": ("the least urgency: urgent, sudden", "urgent", False),
    "before": ("the day by which the need must be met, ISO", "2026-12-31", False),
    "standing": ("open (default), unclaimed, partly, underway, delivered, any", "any", False),
    "order": ("best (default), cheapest, dearest, soonest, newest", "newest", False),
}
_PARAMETERS = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": description,
            "schema": (
                {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
            ),
            "example": [example] if many else example,
        }
        for name, (description, example, many) in _FILTERS.items()
    ]
}
Sentence = Annotated[
    str,
    Query(
        max_length=LONGEST,
        description="a sentence; what it says of filters is read out of it",
        examples=["云南文山有没有5万以内的助学需求"],
    ),
]


def needs_router(market: MarketSearch) -> APIRouter:
    """The routes under ``/api/v1/needs``. Filters that are named win over the sentence."""
    pace = Depends(paced("needs", PER_ADDRESS))
    router = APIRouter(prefix="/api/v1/needs", tags=["needs"], dependencies=[pace])

    def query_of(request: Request, q: Sentence = "") -> NeedQuery:
        named = from_pairs(request.query_params.multi_items(), market.name_of)
        return market.read(q).query.refined(named)

    Wanted = Annotated[NeedQuery, Depends(query_of)]

    @router.get("", responses=responses(401, 422, 429), openapi_extra=_PARAMETERS)
    async def find_needs(
        query: Wanted,
        page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
        size: Annotated[int, Query(ge=1, le=MOST_PAGE_SIZE)] = PAGE_SIZE,
    ) -> FoundOut:
        """One page of the needs that fit, the best first, with counts for other filters.

        When none fits, ``relaxations`` tells what each filter alone keeps away.
        """
        offset = (page - 1) * size
        found = await run_in_threadpool(market.searched, query, limit=size, offset=offset)
        whole = SuggestedOut.of(found).model_dump()
        return FoundOut(
            **whole,
            page=page,
            pages=max(1, -(-found.total // size)),
            categories=[FacetOut.of(one) for one in found.categories],
            provinces=[FacetOut.of(one) for one in found.provinces],
            relaxations=[RelaxationOut.of(one, query) for one in found.relaxations],
        )

    @router.get("/suggest", responses=responses(401, 422, 429), openapi_extra=_PARAMETERS)
    async def suggest_needs(query: Wanted) -> SuggestedOut:
        """The first needs that fit what has been typed so far, quickly and without counts."""
        return SuggestedOut.of(await run_in_threadpool(market.suggest, query, SUGGESTED))

    @router.get("/{number}", responses=responses(401, 404, 422, 429))
    async def show_need(number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> NeedOut:
        """One published need, as everybody sees it."""
        return NeedOut.of(await run_in_threadpool(market.need, number))

    return router
