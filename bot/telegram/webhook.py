"""Receives updates by webhook: a secret is required, and 200 is said only after storing.

aiogram's own handler answers 200 before handling and accepts any sender without a secret.
"""

import hmac
import logging

from aiogram import Bot, types
from fastapi import APIRouter, Request, Response
from pydantic import ValidationError

from bot.telegram.intake import TelegramIntake
from bot.telegram.updates import ALLOWED

log = logging.getLogger(__name__)

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
_MAX_BODY = 1024 * 1024  # bytes; an update is a few kilobytes
_STORE_PAUSES = (0.5, 2.0)  # Telegram itself tries again later


def webhook_router(bot: Bot, intake: TelegramIntake, secret: str) -> APIRouter:
    """The route Telegram posts to.

    Raises:
        ValueError: ``secret`` is empty; anyone could speak in anyone's name.
    """
    if not secret:
        raise ValueError("a webhook needs a secret")
    expected = secret.encode()
    router = APIRouter()

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, expected):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = types.Update.model_validate_json(body, context={"bot": bot})
        except ValidationError as error:
            # Coming again would not mend it, and would hold up all that follow.
            log.error("an update could not be read: %s", error)
            return Response(status_code=200)
        try:
            await intake.take(update, _STORE_PAUSES)
        except Exception:  # any fault means: not stored, so Telegram must send it again
            log.exception("update %s was not stored", update.update_id)
            return Response(status_code=503)
        return Response(status_code=200)

    router.add_api_route(PATH, receive, methods=["POST"], include_in_schema=False)
    return router


async def _body(request: Request) -> bytes | None:
    """The body, or ``None`` when it is longer than any update can be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            return None
    return bytes(body)


async def set_webhook(bot: Bot, public_url: str, secret: str) -> None:
    """Tell Telegram where to post, with which secret; what waits there is kept.

    Raises:
        AiogramError: Telegram refused or could not be reached.
    """
    await bot.set_webhook(
        url=public_url.rstrip("/") + PATH,
        secret_token=secret,
        allowed_updates=list(ALLOWED),
        max_connections=20,
        drop_pending_updates=False,
    )
