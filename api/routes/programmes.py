"""Programmes (专项) and their rules, and whether an applicant meets them, as JSON."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, NoReturn

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from api.clock import SHANGHAI
from api.domain.eligibility import assess
from api.domain.errors import Invalid, NotFound
from api.domain.given_facts import read_facts
from api.domain.limit import Limit
from api.domain.programme import Programme
from api.routes.api_keys import paced
from api.routes.bodies import body_of, limited_body
from api.routes.problems import responses
from api.routes.programme_shapes import ProgrammeLine, ProgrammeOut, line
from api.routes.services import Web, WebDep
from api.routes.verdict_shapes import AssessIn, VerdictOut
from bot.understanding.places import read_place
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer
from knowledge.programme_sources import checked_against, quoted_documents

LONGEST_BODY = 16 * 1024  # bytes; all facts of a programme have about 1,000
TOO_LONG = "内容太大，没有收下。一次评估不超过 16 KB。"
PER_ADDRESS = Limit(120, 60)
EXAMPLES = {
    "subsidy": {
        "summary": "A foundation asks for a subsidy of the Shanghai fund",
        "value": {
            "as_of": "2026-11-28",
            "facts": {
                "applicant_type": "基金会",
                "registered_in_shanghai": True,
                "annual_review_passed": True,
                "non_profit": True,
                "area": "云南省普洱市",
                "total_input_yuan": 1200000,
            },
        },
    },
    "deduction": {
        "summary": "A company deducts a donation",
        "value": {
            "facts": {
                "channel": "公益性社会组织",
                "recipient_qualified": True,
                "annual_profit_yuan": 10000000,
                "donation_yuan": "2000000.50",
            }
        },
    },
}


_paced = paced("assess", PER_ADDRESS)


async def _body(request: Request, _: Annotated[None, Depends(_paced)]) -> AssessIn:
    raw = await limited_body(request, LONGEST_BODY, TOO_LONG)
    try:
        body = json.loads(
            raw, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_such_number
        )
    except (ValueError, RecursionError):
        raise Invalid("body", '没有读懂这段内容。请发送像 {"facts": {}} 这样的 JSON。') from None
    try:
        return AssessIn.model_validate(body)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None


def _no_such_number(name: str) -> NoReturn:
    raise ValueError(name)  # JSON knows no NaN


def programmes_router(programmes: Sequence[Programme], gazetteer: Gazetteer) -> APIRouter:
    """The routes under ``/api/v1/programmes``."""
    router = APIRouter(prefix="/api/v1/programmes", tags=["programmes"])
    by_key = {each.key: each for each in programmes}

    def programme(
        programme_id: Annotated[str, Path(examples=["shanghai-special-fund"])],
    ) -> Programme:
        if programme_id not in by_key:
            known = "、".join(by_key)
            raise NotFound(f"没有这个专项。可以查询的有：{known}。")
        return by_key[programme_id]

    def place_of(text: str) -> str | None:
        found = read_place(normalise(text).text, gazetteer)
        is_sure = found is not None and not found.candidates and found.place.province
        return str(found.place) if found and is_sure else None

    Chosen = Annotated[Programme, Depends(programme)]

    @router.get("")
    def list_programmes() -> list[ProgrammeLine]:
        """All programmes with the facts each asks for."""
        return [line(each) for each in programmes]

    @router.get("/{programme_id}", responses=responses(404, 422))
    def show_programme(
        chosen: Chosen,
        web: WebDep,
        as_of: Annotated[date | None, Query(description="default: today in Shanghai")] = None,
    ) -> ProgrammeOut:
        """One programme with its rules and where each is written, as of a day."""
        day = as_of or _today(web)
        quoted = quoted_documents(chosen, web.services.library, day)
        return ProgrammeOut.of(checked_against(chosen, quoted), quoted, day)

    @router.post(
        "/{programme_id}/assess",
        responses=responses(401, 404, 413, 422, 429),
        openapi_extra=body_of(AssessIn, examples=EXAMPLES),
    )
    def assess_programme(
        chosen: Chosen, body: Annotated[AssessIn, Depends(_body)], web: WebDep
    ) -> VerdictOut:
        """Hold facts against the rules of a programme, and tell each step.

        Nothing is stored. Facts that are not given are never guessed at: the verdict is then
        ``unknown`` and names what is missing.
        """
        day = _day(body.as_of) or _today(web)
        facts = read_facts(chosen, body.facts, place_of)
        quoted = quoted_documents(chosen, web.services.library, day)
        current = checked_against(chosen, quoted)
        return VerdictOut.of(current, assess(current, facts, day), quoted, day)

    return router


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written is not None else None
    except ValueError:
        raise Invalid("as_of", "日期请写成 2026-11-28 这样。") from None


def _today(web: Web) -> date:
    return web.services.clock.now().astimezone(SHANGHAI).date()
