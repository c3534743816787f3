"""``/v1/chat/completions`` as a script says, and the control API that sets the script."""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from tests.llm_server.script import Behaviour

Json = dict[str, Any]
MODEL = "scripted"
KEY = "loopback-key-for-tests-only"
_PIECE = 7  # characters
_PLAIN = {"model", "messages", "stream", "temperature"}


class LineWentDead(Exception):
    """Ends a response in the middle, as a killed server does."""


class Server:
    """The script, and what was asked."""

    def __init__(self) -> None:
        self.script: deque[Behaviour] = deque()
        self.seen: list[Json] = []
        self.open = 0

    async def complete(self, request: Request) -> Response:
        """One call: the next behaviour of the script; the last one is for all that follow."""
        body: Json = await request.json()
        self.seen.append({"body": body, "at": time.time(), "key": request.headers["authorization"]})
        if request.headers["authorization"] != f"Bearer {KEY}":
            return _error(401, "invalid api key")
        behaviour = self._next()
        refusal = _refused(behaviour, body)
        if refusal is not None:
            self.script.appendleft(behaviour)  # it is for the call that will be understood
            return refusal
        await asyncio.sleep(behaviour.wait)
        if behaviour.status != 200:
            return _error(behaviour.status, "as ordered", behaviour.retry_after)
        if behaviour.html:
            return HTMLResponse("<html><h1>It works</h1></html>")
        prompt = "\n".join(str(message["content"]) for message in body["messages"])
        return StreamingResponse(self._events(behaviour, prompt), media_type="text/event-stream")

    def _next(self) -> Behaviour:
        if len(self.script) > 1:
            return self.script.popleft()
        return self.script[0].model_copy() if self.script else Behaviour(status=500)

    async def _events(self, behaviour: Behaviour, prompt: str) -> AsyncIterator[str]:
        self.open += 1
        try:
            if behaviour.reasoning:
                yield _event({"role": "assistant", "reasoning_content": behaviour.reasoning})
            sent = 0
            content = behaviour.content(prompt)
            for at in range(0, len(content), _PIECE):
                if behaviour.cut is not None and sent >= behaviour.cut:
                    raise LineWentDead
                yield _event({"role": "assistant", "content": content[at : at + _PIECE]})
                sent += _PIECE
                await asyncio.sleep(behaviour.drip)
            if behaviour.usage is not None:
                yield _usage(behaviour.usage)
            yield "data: [DONE]\n\n"
        finally:
            self.open -= 1


def create_app() -> FastAPI:
    """A server for one test run."""
    server = Server()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_api_route(
        "/v1/chat/completions", server.complete, methods=["POST"], response_model=None
    )

    @app.post("/control/script")
    async def script(behaviours: list[Behaviour]) -> None:
        server.script = deque(behaviours)
        server.seen.clear()

    @app.get("/control/seen")
    async def seen() -> Json:
        return {"calls": server.seen, "open": server.open}

    return app


def _refused(behaviour: Behaviour, body: Json) -> Response | None:
    wanted = body.get("response_format", {}).get("type")
    if wanted is not None and wanted not in behaviour.knows:
        return _error(400, f"response_format.type: {wanted} is not supported")
    unknown = set(body) - _PLAIN
    if behaviour.strict and unknown:
        return _error(400, f"unknown fields: {sorted(unknown)}")
    return None


def _error(status: int, message: str, retry_after: str | None = None) -> Response:
    headers = {"Retry-After": retry_after} if retry_after else None
    return JSONResponse({"error": {"message": message}}, status, headers)


def _event(delta: Json) -> str:
    body = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": MODEL,
        "choices": [{"index": 0, "delta": delta, "finish_reason": None}],
    }
    return f"data: {json.dumps(body)}\n\n"


def _usage(total: int) -> str:
    usage = {"prompt_tokens": total - 1, "completion_tokens": 1, "total_tokens": total}
    body = {
        "id": "1", "object": "chat.completion.chunk", "created": 0, "model": MODEL,
        "choices": [], "usage": usage,
    }  # fmt: skip
    return f"data: {json.dumps(body)}\n\n"
