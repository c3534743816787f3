"""Where 企业微信 posts its callbacks: 200 is said only after storing, with nothing in it."""

import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.wecom.channel import WecomChannel
from bot.wecom.crypto import ForgedError
from bot.wecom.updates import UnreadableError

log = logging.getLogger(__name__)

PATH = "/wecom/callback"
_MAX_BODY = 1024 * 1024  # bytes; a callback is a few kilobytes

Signature = Annotated[str, Query(alias="msg_signature", max_length=64)]
Short = Annotated[str, Query(max_length=64)]


def wecom_router(channel: WecomChannel) -> APIRouter:
    """The routes of the callback address entered in the application's settings."""
    router = APIRouter()

    async def verify(
        signature: Signature,
        timestamp: Short,
        nonce: Short,
        echostr: Annotated[str, Query(max_length=2000)],
    ) -> Response:
        try:
            # A plus that came unescaped was read as a blank, which Base64 does not have.
            proof = channel.echo(signature, timestamp, nonce, echostr.replace(" ", "+"))
        except ForgedError as error:
            log.warning("a WeCom verification was refused: %s", error)
            return Response(status_code=403)
        return Response(proof, media_type="text/plain")

    async def receive(
        request: Request, signature: Signature, timestamp: Short, nonce: Short
    ) -> Response:
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            await channel.take(signature, timestamp, nonce, body)
        except (ForgedError, UnreadableError) as error:
            log.warning("a WeCom callback was refused: %s", error)
            return Response(status_code=403)
        except Exception:  # any fault means: not stored, so the platform must send it again
            log.exception("a WeCom callback was not stored")
            return Response(status_code=503)
        return Response(status_code=200)

    router.add_api_route(PATH, verify, methods=["GET"], include_in_schema=False)
    router.add_api_route(PATH, receive, methods=["POST"], include_in_schema=False)
    return router


async def _body(request: Request) -> bytes | None:
    """The body, or ``None`` when it is longer than any callback can be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            return None
    return bytes(body)
