"""Who may use a conversation: a bearer token, or the page's cookie from the same origin."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.responses import Response

from api.domain.limit import Limit
from api.routes.problems import Problem
from api.routes.services import Web, WebDep
from api.settings import Settings

COOKIE = "shanhai_chat"
_KEEP = 180 * 24 * 3600  # seconds the page remembers its conversation: one half-year posting

# Generous to a whole office behind one address, tight on one conversation; before that one is
# reached, the conversation itself asks the person to slow down (``bot.limits``).
OPENS = Limit(60, 3600)
PER_CHAT = Limit(60, 60)
PER_ADDRESS = Limit(300, 60)

bearer = HTTPBearer(auto_error=False, description="the token given when the chat was opened")
cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="the same token, in the page")


async def open_chat_id(
    request: Request,
    web: WebDep,
    header: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    kept: Annotated[str | None, Depends(cookie)],
) -> str:
    """The chat id of the conversation this request may use.

    Raises:
        Problem: 401 without a valid token, 403 for a cookie sent by another site.
    """
    if header is None and kept and request.method != "GET" and not same_origin(request, web):
        raise Problem(403, "cross_site", "请从山海桥的页面里发送。")
    token = header.credentials if header else kept
    chat = await run_in_threadpool(web.services.chats.find, token) if token else None
    if chat is None:
        raise Problem(
            401,
            "no_conversation",
            "这段对话已经失效。请刷新页面，开始新的对话。",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return chat


ChatId = Annotated[str, Depends(open_chat_id)]


def same_origin(request: Request, web: Web) -> bool:
    """Whether a browser says that our own page made this request; no word counts as no."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if not origin:
        return False
    return origin == web.services.settings.public_url or urlsplit(
        origin
    ).netloc == request.headers.get("host")


async def slow_down(web: Web, *limits: tuple[str, Limit]) -> None:
    """Let the request pass, counted under each key.

    Raises:
        Problem: 429, saying when to try again.
    """
    for key, limit in limits:
        wait = await run_in_threadpool(web.services.limiter.wait, key, limit)
        if wait > 0:
            seconds = int(wait) + 1
            raise Problem(
                429,
                "too_fast",
                f"发送得太快了，请等 {seconds} 秒再发。已经输入的内容不会丢。",
                headers={"Retry-After": str(seconds)},
            )


def address(request: Request) -> str:
    """The client's address, as far as it is known."""
    return request.client.host if request.client else "unknown"


def keep(response: Response, token: str, settings: Settings) -> None:
    """Put the token where scripts cannot read it."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=_KEEP,
        httponly=True,
        samesite="lax",
        secure=settings.public_url.startswith("https://"),
    )


def forget(response: Response) -> None:
    """Take the token away again."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
