"""Answers with a kept file, in which nothing can act."""

from urllib.parse import quote

from starlette.responses import Response

# Photographs were drawn anew when they came in; everything else is only ever saved.
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


def whole(name: str, media_type: str, content: bytes) -> Response:
    """The file: a photograph to look at, anything else to save."""
    is_shown = media_type in SHOWN
    return Response(
        content,
        media_type=media_type if is_shown else "application/octet-stream",
        headers={**HEADERS, "Content-Disposition": _disposition(name, is_shown)},
    )


def small(picture: bytes) -> Response:
    """A small picture of a photograph."""
    return Response(picture, media_type="image/jpeg", headers=HEADERS)


def _disposition(name: str, is_shown: bool) -> str:
    """RFC 6266: the name in UTF-8, so that a Chinese one survives."""
    kind = "inline" if is_shown else "attachment"
    return f"{kind}; filename*=UTF-8''{quote(name, safe='')}"
