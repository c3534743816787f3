"""The web chat at ``/``: a static shell; everything on it comes through the chat API."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.domain.invitation import looks_like_code
from api.pages.chat_words import LANGUAGE_COOKIE, chat_words
from api.pages.in_hand import looks_like_number
from api.routes.chat_access import COOKIE
from api.routes.services import WebDep
from bot.web import MAX_TEXT

router = APIRouter(include_in_schema=False)


@router.get("/")
async def chat_page(
    request: Request, web: WebDep, invite: str = "", need: str = ""
) -> HTMLResponse:
    """The page. ``known`` spares a first visitor one round trip on a slow line; what a link has in
    hand (the code of an invitation, the number of a need to claim) is said by the page, or handed
    on to the one without JavaScript."""
    return web.pages.render(
        "chat.html",
        **chat_words(request.cookies.get(LANGUAGE_COOKIE)),
        known=COOKIE in request.cookies,
        max_bytes=web.services.settings.max_file_bytes,
        max_text=MAX_TEXT,
        plain_page=_plain_page(invite, need),
    )


def _plain_page(invite: str, need: str) -> str:
    if looks_like_code(invite):
        return f"/plain?invite={invite}"
    return f"/plain?need={need}" if looks_like_number(need) else "/plain"
