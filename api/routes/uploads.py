"""Bodies read with a limit that holds while they stream in, so that nothing large is ever kept."""

import asyncio

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

from api.routes.problems import Problem

FORM_OVERHEAD = 64 * 1024  # bytes of multipart framing and small fields beside the file
# A client still sending gets our answer only if we go on reading; up to this much we do.
DRAIN_LIMIT = 64 * 1024 * 1024
PATIENCE_SECONDS = 30.0  # between two pieces of a body; a poor mobile line pauses for less


class _TooLarge(Exception):
    """The body passed the limit."""


class _Limited:
    """An ASGI ``receive`` that counts."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self.more = True

    async def __call__(self) -> Message:
        message = await self._piece()
        self.more = message["type"] == "http.request" and message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _TooLarge
        return message

    async def drain(self, limit: int) -> None:
        """Read on and throw away, until the end or ``limit`` more bytes."""
        while self.more and limit > 0:
            message = await self._piece()
            self.more = message["type"] == "http.request" and message.get("more_body", False)
            limit -= len(message.get("body", b""))

    async def _piece(self) -> Message:
        """The next piece of the body.

        Raises:
            Problem: 408 when none comes: a body that never ends must not be waited for.
        """
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._receive()
        except TimeoutError:
            raise Problem(
                408, "too_slow", "网络太慢，内容没有收完。请换个网络，或压缩后再发一次。"
            ) from None


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body, at most ``limit`` bytes.

    Raises:
        Problem: 413, or 408 when it stops coming.
    """
    receive = _Limited(request.receive, limit)
    try:
        return await Request(request.scope, receive).body()
    except _TooLarge:
        await receive.drain(DRAIN_LIMIT)
        raise Problem(
            413, "too_large", "这条消息太长，没有收下。请分几次发送，或把全文存成文件上传。"
        ) from None


async def read_file(request: Request, limit: int, field: str = "file") -> tuple[str, bytes]:
    """Name and content of the one file of a multipart body, at most ``limit`` bytes.

    Raises:
        Problem: 413 when larger, 408 when it stops coming, 422 when there is no file.
    """
    fields = await read_form(request, limit)
    upload = fields.get(field)
    if not isinstance(upload, tuple):
        raise Problem(
            422, "invalid", "没有收到文件。请重新选择文件再发送。", members={"field": field}
        )
    return upload


async def read_form(request: Request, limit: int) -> dict[str, str | tuple[str, bytes]]:
    """The fields of a form; a file, at most ``limit`` bytes, as its name and content.

    Raises:
        Problem: 413 when the file is larger, 408 when it stops coming.
    """
    receive = _Limited(request.receive, limit + FORM_OVERHEAD)
    fields: dict[str, str | tuple[str, bytes]] = {}
    try:
        async with Request(request.scope, receive).form(max_files=1, max_fields=8) as form:
            for name, value in form.items():
                fields[name] = (
                    (value.filename or "", await value.read())
                    if isinstance(value, UploadFile)
                    else value
                )
    except _TooLarge:
        await receive.drain(DRAIN_LIMIT)
        raise _file_too_large(limit) from None
    if any(len(value[1]) > limit for value in fields.values() if isinstance(value, tuple)):
        raise _file_too_large(limit)
    return fields


async def read_files(
    request: Request, limit: int, *, most: int
) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """The fields of a form and its files as names and contents, ``limit`` bytes in all.

    Raises:
        Problem: 413 when larger or more than ``most`` files, 408 when it stops coming.
    """
    receive = _Limited(request.receive, limit + FORM_OVERHEAD)
    fields: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    try:
        async with Request(request.scope, receive).form(max_files=most, max_fields=8) as form:
            for name, value in form.multi_items():
                if not isinstance(value, UploadFile):
                    fields[name] = value
                elif value.filename:  # a form without a chosen file sends an empty one
                    files.append((value.filename, await value.read()))
    except _TooLarge:
        await receive.drain(DRAIN_LIMIT)
        megabytes = limit // (1024 * 1024)
        raise Problem(
            413, "too_large", f"文件加起来超过 {megabytes} MB，没有收下。请分几次导入。"
        ) from None
    except HTTPException:
        await receive.drain(DRAIN_LIMIT)
        raise Problem(
            413, "too_many", f"一次最多导入 {most} 个文件，没有收下。请分几次导入。"
        ) from None
    return fields, files


def _file_too_large(limit: int) -> Problem:
    megabytes = limit // (1024 * 1024)
    return Problem(
        413,
        "too_large",
        f"文件太大，没有收下。每个文件最大 {megabytes} MB，请压缩或拆分后再发送。",
        members={"max_bytes": limit},
    )
