"""What is public as pages for other systems: needs with what became of them; a key is needed."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import AwareDatetime, BaseModel, Field

from api.domain.api_key import ApiKey, Scope
from api.domain.limit import Limit
from api.domain.need_found import FoundNeed
from api.routes.api_keys import WITH_KEY, SentKey, opened_by
from api.routes.chat_access import slow_down
from api.routes.need_shapes import NeedOut
from api.routes.problems import responses
from api.routes.services import WebDep
from api.store.database import Database
from api.store.exports import ExportedNeed, exported

MOST = 200  # needs of a page
PLAIN = Limit(60, 60)  # pages a key may read that is not for a higher rate


class ExportedOut(NeedOut):
    """A need with the days, in Shanghai, on which it was published, delivered and closed."""

    published_on: date | None
    delivered_on: date | None
    closed_on: date | None

    @classmethod
    def of_exported(cls, one: ExportedNeed) -> "ExportedOut":
        """The shape of an exported need."""
        return cls(
            **NeedOut.of(FoundNeed(one.need)).model_dump(),
            published_on=one.published_on,
            delivered_on=one.delivered_on,
            closed_on=one.closed_on,
        )


class ExportOut(BaseModel):
    """One page, by number; ``next`` is the ``after`` of the page that follows, null at the end."""

    needs: list[ExportedOut]
    next: int | None = Field(examples=[1042])


async def _may_export(key: SentKey, web: WebDep) -> ApiKey:
    opened = opened_by(key, Scope.EXPORT)
    limit = WITH_KEY if opened.opens(Scope.PACE) else PLAIN
    await slow_down(web, (f"export:key:{opened.number}", limit))
    return opened


def exports_router(database: Database) -> APIRouter:
    """The routes under ``/api/v1/exports``."""
    router = APIRouter(
        prefix="/api/v1/exports", tags=["exports"], dependencies=[Depends(_may_export)]
    )

    @router.get("/needs", responses=responses(401, 403, 422, 429))
    async def export_needs(
        after: Annotated[int, Query(ge=0, le=2**31 - 1, description="the number before")] = 0,
        size: Annotated[int, Query(ge=1, le=MOST)] = 100,
        since: Annotated[
            AwareDatetime | None,
            Query(description="only what changed at this moment or later, with its zone"),
        ] = None,
    ) -> ExportOut:
        """Needs that are public, and closed ones that were, in the order of their numbers.

        What staff took back, and what was never published, is not among them.
        """
        found = await run_in_threadpool(_page, database, after, since, size)
        return ExportOut(
            needs=[ExportedOut.of_exported(one) for one in found],
            next=found[-1].need.number if len(found) == size else None,
        )

    return router


def _page(
    database: Database, after: int, since: datetime | None, size: int
) -> tuple[ExportedNeed, ...]:
    with database.read() as unit:
        return exported(unit, after=after, since=since, limit=size)
