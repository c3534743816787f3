"""The chat without JavaScript at ``/plain``: one form, the conversation rendered here."""

import secrets
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.domain.errors import Invalid
from api.pages.chat_words import chat_words
from api.pages.in_hand import InHandDep
from api.routes import chat_history
from api.routes.chat import answer, begin
from api.routes.chat_access import (
    COOKIE,
    PER_ADDRESS,
    PER_CHAT,
    address,
    keep,
    same_origin,
    slow_down,
)
from api.routes.problems import Problem
from api.routes.services import Web, WebDep
from api.routes.uploads import read_form
from bot.dialogue.turn import Inbound
from bot.web import inbound_from_choice, inbound_from_file, inbound_from_text, turn_json

router = APIRouter(include_in_schema=False)


@router.get("/plain")
async def plain_page(request: Request, web: WebDep, in_hand: InHandDep) -> Response:
    """The conversation so far, its open question, and a form; what a link has in hand stands in
    it, ready to be sent."""
    return await _page(web, await _chat(request, web), text=in_hand.words)


@router.post("/plain")
async def plain_message(request: Request, web: WebDep) -> Response:
    """Take what the form sent, then show the conversation again; a refusal keeps the text."""
    if not same_origin(request, web):
        raise Problem(403, "cross_site", "请从山海桥的页面里发送。")
    chat, token = await _chat(request, web), ""
    if chat is None:
        token, _ = await begin(request, web, with_cookie=True)
        chat = await run_in_threadpool(web.services.chats.find, token) or ""
    await slow_down(web, (f"chat:{chat}", PER_CHAT), (f"address:{address(request)}", PER_ADDRESS))
    fields = await read_form(request, web.services.settings.max_file_bytes)
    try:
        for inbound in _inbounds(web, chat, fields):
            await answer(web, inbound)
        response: Response = RedirectResponse("/plain#end", 303)
    except Invalid as refusal:
        text = fields.get("text")
        response = await _page(
            web, chat, problem=refusal.message, text=text if isinstance(text, str) else ""
        )
    if token:
        keep(response, token, web.services.settings)
    return response


def _inbounds(web: Web, chat: str, fields: dict[str, str | tuple[str, bytes]]) -> list[Inbound]:
    """A tap, or a text and a file together: the text first, it may be what the file belongs to."""
    at = web.services.clock.now()
    key = fields.get("key")
    key = key if isinstance(key, str) and key else secrets.token_hex(16)
    match fields:
        case {"choice": str(choice)}:
            return [inbound_from_choice(chat, key, at, choice)]
        case {"file": (str(name), bytes(content))} if content:
            file = inbound_from_file(chat, f"{key}f", at, name, content)
            text = fields.get("text")
            has_text = isinstance(text, str) and text.strip()
            return [inbound_from_text(chat, key, at, str(text)), file] if has_text else [file]
    return [inbound_from_text(chat, key, at, str(fields.get("text", "")))]


async def _chat(request: Request, web: Web) -> str | None:
    token = request.cookies.get(COOKIE)
    return await run_in_threadpool(web.services.chats.find, token) if token else None


async def _page(web: Web, chat: str | None, *, problem: str = "", text: str = "") -> Response:
    exchanges = await run_in_threadpool(web.services.chats.history, chat) if chat else ()
    turn = chat_history.open_turn(exchanges)
    context: dict[str, Any] = {
        "lines": chat_history.lines(chat or "", exchanges),
        "turn": turn_json(turn) if turn else None,
    }
    return web.pages.render(
        "plain.html",
        **chat_words(turn.language if turn else None),
        status=422 if problem else 200,
        problem=problem,
        text=text,
        key=secrets.token_hex(16),
        **context,
    )
