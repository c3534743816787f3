"""``/api/v1/chat/files/{key}``: a document the bot handed out, for the person of the chat only."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.routes.chat_access import ChatId
from api.routes.problems import responses
from api.routes.services import WebDep
from bot.web import CHANNEL, FILES

router = APIRouter(tags=["chat"])

Key = Annotated[str, Path(pattern="^[a-z0-9-]{1,61}$", description="as in a message's document")]


@router.get(
    f"{FILES}/{{key}}",
    response_class=Response,
    responses=responses(401, 404, 422)
    | {200: {"content": {"application/octet-stream": {}}, "description": "the file, to be saved"}},
)
async def chat_file(key: Key, web: WebDep, chat: ChatId) -> Response:
    """A document that a message of this conversation handed out."""
    made = await run_in_threadpool(web.services.documents.fetch, CHANNEL, chat, key)
    return Response(
        made.content,
        media_type=made.media_type,
        headers={
            # RFC 6266: the name in UTF-8, so that a Chinese one survives.
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(made.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
