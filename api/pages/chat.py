"""The web chat at ``/``: a static shell; everything on it comes through the chat API."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages.chat_words import LANGUAGE_COOKIE, chat_words
from api.pages.in_hand import InHandDep
from api.routes.chat_access import COOKIE
from api.routes.services import WebDep
from bot.web import MAX_TEXT

router = APIRouter(include_in_schema=False)


@router.get("/")
async def chat_page(request: Request, web: WebDep, in_hand: InHandDep) -> HTMLResponse:
    """The page. ``known`` spares a first visitor one round trip on a slow line; what a link has in
    hand is said by the page, or handed on to the one without JavaScript."""
    return web.pages.render(
        "chat.html",
        **chat_words(request.cookies.get(LANGUAGE_COOKIE)),
        known=COOKIE in request.cookies,
        max_bytes=web.services.settings.max_file_bytes,
        max_text=MAX_TEXT,
        plain_page=in_hand.plain_page,
    )
