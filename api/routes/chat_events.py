"""Turns the bot starts, as server-sent events: returned tickets, news, answers from staff."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.concurrency import run_in_threadpool
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.routes import chat_history
from api.routes.chat_access import ChatId
from api.routes.problems import responses
from api.routes.services import Web, WebDep
from bot.web import turn_json

router = APIRouter(prefix="/api/v1/chat", tags=["chat"])

_LOOK_ANYWAY = 15  # intervals; ids of parallel transactions may become visible out of order
_LAST_ID = 2**31 - 1  # what the ids of events are stored in
_RETRY = 3_000  # milliseconds a browser waits before it connects again


@router.get(
    "/events",
    response_class=EventSourceResponse,
    responses=responses(401, 422, 429, 503)
    | {
        200: {
            "description": "events named `turn`; `data` is a turn with the time it was `at`",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def chat_events(
    web: WebDep,
    chat: ChatId,
    after: Annotated[
        int | None, Query(ge=0, le=_LAST_ID, description="`last_event` of the history")
    ] = None,
    last_event_id: Annotated[int | None, Header(ge=0, le=_LAST_ID)] = None,
) -> EventSourceResponse:
    """Follow the conversation. Resumes after ``Last-Event-ID``, else after ``after``, else now."""
    web.streams.require_room(chat)
    start = last_event_id if last_event_id is not None else after
    if start is None:
        exchanges = await run_in_threadpool(web.services.chats.history, chat)
        start = chat_history.last_event(exchanges)
    return EventSourceResponse(
        _follow(web, chat, start), ping=15, headers={"X-Accel-Buffering": "no"}
    )


async def _follow(web: Web, chat: str, after: int) -> AsyncIterator[ServerSentEvent]:
    """Events of ``chat`` from ``after`` on, for as long as the client stays."""
    with web.streams.counted(chat):
        yield ServerSentEvent(comment="connected", retry=_RETRY)
        seen, idle = -1, 0
        while True:
            newest = await web.newest.get()
            idle += 1
            if newest > seen or idle >= _LOOK_ANYWAY:
                seen, idle = newest, 0
                for event in await run_in_threadpool(web.services.chats.events_after, chat, after):
                    after = event.id
                    data = turn_json(event.turn) | {"at": event.at.isoformat()}
                    yield ServerSentEvent(
                        json.dumps(data, ensure_ascii=False), event="turn", id=str(event.id)
                    )
            await asyncio.sleep(web.newest.seconds)
