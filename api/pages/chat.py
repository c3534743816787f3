"""The web chat at ``/``: a static shell; everything on it comes through the chat API."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages.chat_words import LANGUAGE_COOKIE, chat_words
from api.pages.in_hand import words_in_hand
from api.routes.chat_access import COOKIE
from api.routes.services import WebDep
from bot.web import MAX_TEXT

router = APIRouter(include_in_schema=False)


@router.get("/")
async def chat_page(
    request: Request, web: WebDep, invite: str = "", need: str = "", subscribe: str = ""
) -> HTMLResponse:
    """The page. ``known`` spares a first visitor one round trip on a slow line; what a link has in
    hand (the code of an invitation, the number of a need to claim, a search to
    subscribe to) is said by the page, or handed on to the one without JavaScript."""
    return web.pages.render(
        "chat.html",
        **chat_words(request.cookies.get(LANGUAGE_COOKIE)),
        known=COOKIE in request.cookies,
        max_bytes=web.services.settings.max_file_bytes,
        max_text=MAX_TEXT,
        plain_page=_plain_page(invite=invite, need=need, subscribe=subscribe),
    )


def _plain_page(**in_hand: str) -> str:
    """The page without JavaScript, with what the link has in hand, if that could be right."""
    said = {name: value for name, value in in_hand.items() if value}
    return f"/plain?{urlencode(said)}" if words_in_hand(**in_hand) else "/plain"
