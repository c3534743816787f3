"""The server's two faces: ``/cgi-bin/…`` for applications, ``/control/…`` for tests."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.datastructures import UploadFile

from tests.wecom_server.control import control_router
from tests.wecom_server.errors import ApiError
from tests.wecom_server.rules import check_card, check_file, check_menu, check_text
from tests.wecom_server.world import AGENT_ID, CORP_ID, SECRET, Json, Media, World

Work = Callable[[Request], Awaitable[Any]]


class LossyResponse(Response):
    """Cuts the connection instead of answering."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"err', "more_body": False})


class Api:
    """The methods of the API this project uses."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._methods: dict[str, Work] = {
            "message/send": self._send,
            "message/update_template_card": self._update_card,
            "media/upload": self._upload,
            "media/get": self._get,
            "menu/create": self._menu,
        }

    async def call(self, path: str, request: Request) -> Response:
        """One call, with the faults ordered for it."""
        try:
            fault = await self._world.before(path)
            if fault is not None and fault.kind == "html":
                return HTMLResponse("<html><h1>502 Bad Gateway</h1></html>", 502)
            answer = await self._run(path, request)
        except ApiError as error:
            return JSONResponse({"errcode": error.code, "errmsg": error.message})
        if fault is not None and fault.kind == "lost":
            return LossyResponse()
        if isinstance(answer, Response):
            return answer
        return JSONResponse({"errcode": 0, "errmsg": "ok", **answer})

    async def _run(self, path: str, request: Request) -> Any:
        if path == "gettoken":
            return self._token(request)
        self._world.check_token(request.query_params.get("access_token", ""))
        if path not in self._methods:
            raise ApiError(40063, "no such method")
        return await self._methods[path](request)

    def _token(self, request: Request) -> Json:
        given = request.query_params
        if given.get("corpid") != CORP_ID:
            raise ApiError(40013, "invalid corpid")
        if given.get("corpsecret") != SECRET:
            raise ApiError(40001, "invalid credential")
        return {"access_token": self._world.new_token(), "expires_in": self._world.lifetime}

    async def _send(self, request: Request) -> Json:
        message: Json = await request.json()
        if message.get("agentid") != AGENT_ID:
            raise ApiError(301002, "not allow operate another agent with this accesstoken")
        user, kind = message.get("touser", ""), message.get("msgtype", "")
        self._world.check_pace(user)
        content = message.get(kind, {})
        if kind == "text":
            check_text(content)
        elif kind == "template_card":
            check_card(content, self._world.tasks)
            self._world.tasks.add(content["task_id"])
        elif kind == "file":
            if content.get("media_id") not in self._world.media:
                raise ApiError(40007, "invalid media_id")
        else:
            raise ApiError(40008, "invalid msgtype")
        sent = self._world.write(user, {"kind": kind, **content}, own=True)
        return {"msgid": str(sent["id"])}

    async def _update_card(self, request: Request) -> Json:
        body: Json = await request.json()
        card = self._world.responses.pop(body.get("response_code", ""), None)
        if card is None:
            raise ApiError(40058, "invalid response_code")
        card["replaced"] = body["button"]["replace_name"]
        return {}

    async def _upload(self, request: Request) -> Json:
        async with request.form() as form:
            media = form["media"]
            assert isinstance(media, UploadFile)
            stored = Media(media.filename or "", await media.read())
        check_file(stored.content)
        key = uuid4().hex
        self._world.media[key] = stored
        return {"type": request.query_params["type"], "media_id": key, "created_at": "1380000000"}

    async def _get(self, request: Request) -> Response:
        stored = self._world.media.get(request.query_params.get("media_id", ""))
        if stored is None:
            raise ApiError(40007, "invalid media_id")
        named = f"attachment; filename*=utf-8''{quote(stored.name)}"
        headers = {"content-disposition": named}
        return Response(stored.content, media_type="application/octet-stream", headers=headers)

    async def _menu(self, request: Request) -> Json:
        buttons = (await request.json())["button"]
        check_menu(buttons)
        self._world.menu = buttons
        return {}


def create_app() -> FastAPI:
    """A platform with one application."""
    world = World()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(control_router(world))
    app.add_api_route(
        "/cgi-bin/{path:path}", Api(world).call, methods=["GET", "POST"], response_model=None
    )
    return app
