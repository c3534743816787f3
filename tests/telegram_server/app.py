"""The server's two faces: ``/bot<token>/…`` for bots, ``/control/…`` for tests."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.datastructures import UploadFile

from tests.telegram_server.control import control_router
from tests.telegram_server.delivery import Delivery
from tests.telegram_server.errors import ApiError
from tests.telegram_server.faults import Faults, HtmlReplyError, LostReplyError
from tests.telegram_server.methods import Methods, Params
from tests.telegram_server.world import World

_JSON_FIELDS = {"reply_markup", "allowed_updates", "commands", "entities", "link_preview_options"}


class LossyResponse(Response):
    """Cuts the connection instead of answering."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"application/json"), (b"content-length", b"1000")],
            }
        )
        await send({"type": "http.response.body", "body": b'{"ok":', "more_body": False})


class BotApi:
    """``/bot<token>/<method>`` and the file server of one bot."""

    def __init__(self, methods: Methods) -> None:
        self._methods = methods
        self._token = methods.world.token
        self._faults = methods.faults

    async def call(self, request: Request, given: str, method: str) -> Response:
        """One Bot API call."""
        try:
            result = await self._run(request, given, method)
        except ApiError as error:
            return JSONResponse(error.body(), error.code)
        except HtmlReplyError:
            return HTMLResponse("<html><h1>502 Bad Gateway</h1></html>", 502)
        except LostReplyError:
            return LossyResponse()
        return JSONResponse({"ok": True, "result": result})

    async def download(self, given: str, path: str) -> Response:
        """The content of a file."""
        try:
            _authorise(given, self._token)
            await self._faults.before("download", None)
        except ApiError as error:
            return JSONResponse(error.body(), error.code)
        for stored in self._methods.world.files.values():
            if stored.path == path:
                return Response(stored.content, media_type="application/octet-stream")
        return JSONResponse(ApiError(404, "Not Found").body(), 404)

    async def _run(self, request: Request, given: str, method: str) -> Any:
        _authorise(given, self._token)
        work = self._methods.table.get(method.lower())
        if work is None:
            raise ApiError(404, "Not Found: method not found")
        params = await _params(request)
        fault = await self._faults.before(method.lower(), _chat_id(params))
        result = await work(params)
        if fault is not None and fault.kind == "lost":
            raise LostReplyError
        return result


def create_app(token: str, username: str) -> FastAPI:
    """A server for one bot."""
    world = World(token, username)
    faults = Faults()
    delivery = Delivery(world)
    methods = Methods(world, faults)
    methods.table |= {
        "getupdates": delivery.get_updates,
        "setwebhook": delivery.set_webhook,
        "deletewebhook": delivery.delete_webhook,
        "getwebhookinfo": delivery.get_webhook_info,
    }

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        await delivery.stop()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(control_router(world, faults, delivery))
    api = BotApi(methods)
    app.add_api_route(
        "/bot{given}/{method}", api.call, methods=["GET", "POST"], response_model=None
    )
    app.add_api_route(
        "/file/bot{given}/{path:path}", api.download, methods=["GET"], response_model=None
    )
    return app


def _authorise(given: str, token: str) -> None:
    number, _, rest = given.partition(":")
    if not number.isdigit() or not rest:
        raise ApiError(404, "Not Found")
    if given != token:
        raise ApiError(401, "Unauthorized")


async def _params(request: Request) -> Params:
    """Parameters from query, JSON or a form; JSON inside a form is decoded, files are read."""
    params: Params = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        body = await request.json()
        params |= body
    else:
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    params[name] = (value.filename or name, await value.read())
                else:
                    params[name] = value
    for name, value in list(params.items()):
        if isinstance(value, str):
            params[name] = _decoded(name, value, params)
    return params


def _decoded(name: str, value: str, params: Params) -> Any:
    if value.startswith("attach://"):
        return params.get(value.removeprefix("attach://"), value)
    if name in _JSON_FIELDS:
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise ApiError(400, f"Bad Request: can't parse {name} JSON object") from None
    if value in {"true", "false", "True", "False"} and name != "text":
        return value.lower() == "true"
    return value


def _chat_id(params: Params) -> int | None:
    try:
        return int(params["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None
