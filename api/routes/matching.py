"""The reference matching API: needs come in signed, or with a key; ranked offers go out."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.domain.api_key import Scope
from api.domain.limit import Limit
from api.domain.need import Need
from api.matching_service import Matcher
from api.routes.api_keys import SentKey, opened_by
from api.routes.bodies import body_of, limited_body
from api.routes.chat_access import slow_down
from api.routes.problems import Problem, responses
from api.routes.services import WebDep
from api.signature import is_signed
from api.store.database import Clock

LONGEST_BODY = 256 * 1024  # bytes; a need has about 3,000
PER_KEY = Limit(120, 60)  # one ranks thousands of offers
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


@dataclass(frozen=True, slots=True)
class Sent:
    """A body that may be answered; ``of`` keeps the idempotency keys of senders apart."""

    body: bytes
    of: str = ""


def matching_router(matcher: Matcher, secret: str, clock: Clock) -> APIRouter:
    """The routes under ``/api/v1/matching``; ``secret`` is shared with those who deliver."""
    router = APIRouter(prefix="/api/v1/matching", tags=["matching"])

    async def sent_body(
        request: Request,
        web: WebDep,
        api_key: SentKey,
        x_shanhai_timestamp: Annotated[str, Header(description="Unix seconds")] = "",
        x_shanhai_signature: Annotated[
            str, Header(description="v1= and the hex HMAC-SHA-256 over timestamp.body")
        ] = "",
    ) -> Sent:
        body = await limited_body(request, LONGEST_BODY, TOO_LONG)
        if api_key is not None:
            number = opened_by(api_key, Scope.MATCHING).number
            await slow_down(web, (f"matching:key:{number}", PER_KEY))
            return Sent(body, f"key-{number}:")
        now = clock.now()
        if not is_signed(secret, x_shanhai_timestamp, body, x_shanhai_signature, now):
            raise Problem(
                401,
                "bad_signature",
                "签名不对，或时间相差超过五分钟。请核对匹配密钥和两边的时钟。",
            )
        return Sent(body)

    @router.post(
        "/needs",
        responses=responses(401, 403, 413, 422, 429),
        openapi_extra=body_of(NeedDelivery),
    )
    def match_need(
        sent: Annotated[Sent, Depends(sent_body)],
        idempotency_key: Annotated[
            str,
            Header(min_length=1, max_length=200, description="the same key, the same answer"),
        ],
    ) -> MatchesOut:
        """Rank the offers for a need: signed with the secret, or with a key for matching."""
        try:
            delivery = NeedDelivery.model_validate_json(sent.body)
        except ValidationError as error:
            raise RequestValidationError(error.errors()) from None
        key = f"{sent.of}{idempotency_key}"
        return MatchesOut.model_validate(matcher.answer(key, sent.body, delivery.need))

    return router
