"""The chat as an API: any page, mini-program or test can drive the whole conversation with it."""

import secrets
from functools import partial
from typing import Annotated, Any, TypeVar

from anyio import to_thread
from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ValidationError

from api.domain.errors import Invalid
from api.routes import chat_history
from api.routes.chat_access import (
    OPENS,
    PER_ADDRESS,
    PER_CHAT,
    ChatId,
    address,
    forget,
    keep,
    same_origin,
    slow_down,
)
from api.routes.chat_shapes import HistoryOut, MessageIn, OpenIn, OpenOut, SentOut
from api.routes.chat_telling import DESCRIBED, STREAM, Hear, told
from api.routes.problems import Problem, responses
from api.routes.services import Web, WebDep
from api.routes.uploads import read_body, read_file
from bot.dialogue.turn import Inbound, Turn
from bot.web import (
    OPENING,
    inbound_from_choice,
    inbound_from_file,
    inbound_from_location,
    inbound_from_text,
    turn_json,
)

router = APIRouter(prefix="/api/v1/chat", tags=["chat"])

Shape = TypeVar("Shape", bound=BaseModel)

MAX_OPENING = 1024  # bytes
MAX_JSON = 64 * 1024  # bytes; 4,000 characters escaped as \\uXXXX pairs fit
BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": MessageIn.model_json_schema()},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
    },
}


@router.post(
    "",
    status_code=201,
    response_model=OpenOut,
    openapi_extra={
        "requestBody": {"content": {"application/json": {"schema": OpenIn.model_json_schema()}}}
    },
    responses=responses(403, 413, 422, 429),
)
async def open_chat(request: Request, response: Response, web: WebDep) -> dict[str, Any]:
    """Open a conversation. Send the token as ``Authorization: Bearer`` with everything else."""
    body = await read_body(request, MAX_OPENING)  # by hand: the framework would read any length
    wanted = _parsed(OpenIn, body) if body else OpenIn(cookie=False)
    token, turn = await begin(request, web, with_cookie=wanted.cookie)
    if wanted.cookie:
        keep(response, token, web.services.settings)
    return {"token": None if wanted.cookie else token, "turn": turn_json(turn)}


async def begin(request: Request, web: Web, *, with_cookie: bool) -> tuple[str, Turn]:
    """A new conversation's token and greeting.

    Raises:
        Problem: 403 for a cookie asked for by another site, 429 when opened too often.
    """
    if with_cookie and not same_origin(request, web):
        raise Problem(403, "cross_site", "请从山海桥的页面里开始对话。")
    await slow_down(web, (f"open:{address(request)}", OPENS))
    now = web.services.clock.now()
    opened = await run_in_threadpool(web.services.chats.open, now)
    greeting = await answer(web, inbound_from_text(opened.chat, "open", now, OPENING))
    return opened.token, greeting


@router.delete("", status_code=204, responses=responses(401, 403))
async def close_chat(request: Request, web: WebDep, chat: ChatId) -> Response:
    """Make the token worthless and take the cookie away, for a computer others use too."""
    await run_in_threadpool(web.services.chats.close, chat)
    response = Response(status_code=204)
    forget(response)
    return response


@router.post(
    "/messages",
    response_model=SentOut,
    openapi_extra={"requestBody": BODY},
    responses=responses(401, 403, 413, 415, 422, 429) | {200: DESCRIBED},
)
async def send_message(
    request: Request,
    web: WebDep,
    chat: ChatId,
    idempotency_key: Annotated[
        str | None,
        Header(description="1 to 64 letters, digits or -_.; the same key is handled once"),
    ] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> Any:
    """Send a text, a tap on a quick reply, a location or a file, and get the answer."""
    await slow_down(web, (f"chat:{chat}", PER_CHAT), (f"address:{address(request)}", PER_ADDRESS))
    inbound = await _read(request, web, chat, idempotency_key or secrets.token_hex(16))
    if STREAM in accept:
        return told(partial(answer, web, inbound))
    return {"turn": turn_json(await answer(web, inbound))}


@router.get("/messages", response_model=HistoryOut, responses=responses(401))
async def chat_messages(web: WebDep, chat: ChatId) -> dict[str, Any]:
    """The conversation so far and the question that is open, for a page that was reloaded."""
    exchanges = await run_in_threadpool(web.services.chats.history, chat)
    turn = chat_history.open_turn(exchanges)
    return {
        "lines": chat_history.lines(chat, exchanges),
        "turn": turn_json(turn) if turn else None,
        "last_event": chat_history.last_event(exchanges),
    }


async def answer(web: Web, inbound: Inbound, hear: Hear = lambda _: None) -> Turn:
    """The conversation's answer, worked out in a thread; an empty turn when it says nothing."""
    limiter = web.files if inbound.file else None
    work = partial(web.services.conversation.handle, inbound, hear)
    return await to_thread.run_sync(work, limiter=limiter) or Turn()


async def _read(request: Request, web: Web, chat: str, key: str) -> Inbound:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        name, content = await read_file(request, web.services.settings.max_file_bytes)
        return inbound_from_file(chat, key, web.services.clock.now(), name, content)
    if kind == "application/json":
        body = await read_body(request, MAX_JSON)
        return _from_json(body, chat, key, web)
    raise Problem(415, "unsupported_media_type", "只接受 JSON 消息或上传的文件。")


def _from_json(body: bytes, chat: str, key: str, web: Web) -> Inbound:
    at = web.services.clock.now()
    match _parsed(MessageIn, body):
        case MessageIn(text=str(text), choice=None, location=None):
            return inbound_from_text(chat, key, at, text)
        case MessageIn(text=None, choice=str(choice), location=None):
            return inbound_from_choice(chat, key, at, choice)
        case MessageIn(text=None, choice=None, location=tuple(location)):
            return inbound_from_location(chat, key, at, location)
    raise Invalid("body", "一次只能发送一种内容：文字、选项或位置。")


def _parsed(shape: type[Shape], body: bytes) -> Shape:
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise Invalid("body", "没有读懂这条消息的格式。请刷新页面后再发送。") from error
