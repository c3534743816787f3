"""An answer told while it is composed: its certain lines as events, then the whole turn."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent

from api.routes.problems import problem_of
from bot.dialogue.turn import Turn
from bot.web import turn_json

STREAM = "text/event-stream"
DESCRIBED: dict[str, Any] = {
    "description": (
        f"the answer; as `{STREAM}`, when asked for with `Accept`, events `line` (a line of the "
        "answer that is certain already), then one `turn`, or one `problem`"
    ),
    "content": {STREAM: {"schema": {"type": "string"}}},
}

Hear = Callable[[str], None]
Work = Callable[[Hear], Awaitable[Turn]]

_working: set["asyncio.Task[Turn]"] = set()


def told(work: Work) -> EventSourceResponse:
    """The lines that ``work`` hears, and then its turn. Who leaves early misses nothing: the work
    goes on, and the turn stands in the history."""
    return EventSourceResponse(_events(work), ping=15, headers={"X-Accel-Buffering": "no"})


async def _events(work: Work) -> AsyncIterator[ServerSentEvent]:
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def hear(line: str | None) -> None:
        loop.call_soon_threadsafe(lines.put_nowait, line)

    task = asyncio.ensure_future(work(hear))
    _working.add(task)
    task.add_done_callback(_working.discard)
    task.add_done_callback(lambda _: lines.put_nowait(None))
    while (line := await lines.get()) is not None:
        yield _event("line", {"text": line})
    try:
        yield _event("turn", turn_json(task.result()))
    except Exception as error:  # as the handlers of errors would tell it
        yield _event("problem", problem_of(error).to_json())


def _event(name: str, body: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(body, ensure_ascii=False), event=name)
