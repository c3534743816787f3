"""The reference matching API: needs come in signed, ranked offers go out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.domain.need import Need
from api.matching_service import Matcher
from api.routes.bodies import body_of, limited_body
from api.routes.problems import Problem, responses
from api.signature import is_signed
from api.store.database import Clock

LONGEST_BODY = 256 * 1024  # bytes; a need has about 3,000
TOO_LONG = "内容太大，没有收下。一份需求不超过 256 KB。"


class NeedDelivery(BaseModel):
    """An accepted need. ``version`` is that of the ticket when it was accepted."""

    model_config = ConfigDict(extra="ignore")

    ticket: int
    version: int
    need: Need


class MatchOut(BaseModel):
    """An offer that may help. ``score`` is 0 to 1, ``reasons`` are Chinese sentences.

    ``summary`` is one more: what counted most for the score, and what cost it most.
    """

    organisation: str
    offer: str
    score: float = Field(ge=0, le=1)
    summary: str = ""
    reasons: list[str]


class MatchesOut(BaseModel):
    """The best offers, best first; at most twenty."""

    matches: list[MatchOut]


def matching_router(matcher: Matcher, secret: str, clock: Clock) -> APIRouter:
    """The routes under ``/api/v1/matching``; ``secret`` is shared with those who deliver."""
    router = APIRouter(prefix="/api/v1/matching", tags=["matching"])

    async def signed_body(
        request: Request,
        x_shanhai_timestamp: Annotated[str, Header(description="Unix seconds")] = "",
        x_shanhai_signature: Annotated[
            str, Header(description="v1= and the hex HMAC-SHA-256 over timestamp.body")
        ] = "",
    ) -> bytes:
        body = await limited_body(request, LONGEST_BODY, TOO_LONG)
        now = clock.now()
        if not is_signed(secret, x_shanhai_timestamp, body, x_shanhai_signature, now):
            raise Problem(
                401,
                "bad_signature",
                "签名不对，或时间相差超过五分钟。请核对匹配密钥和两边的时钟。",
            )
        return body

    @router.post(
        "/needs",
        responses=responses(401, 413, 422),
        openapi_extra=body_of(NeedDelivery),
    )
    def match_need(
        body: Annotated[bytes, Depends(signed_body)],
        idempotency_key: Annotated[
            str,
            Header(min_length=1, max_length=200, description="the same key, the same answer"),
        ],
    ) -> MatchesOut:
        """Rank the offers for a need."""
        try:
            delivery = NeedDelivery.model_validate_json(body)
        except ValidationError as error:
            raise RequestValidationError(error.errors()) from None
        return MatchesOut.model_validate(matcher.answer(idempotency_key, body, delivery.need))

    return router
