"""The card of a need over HTTP: ``/needs/{number}/card.png`` and ``.svg``, kept by its content."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from api.pages.card_drawing import png, svg
from api.pages.share_card import Card

SHORT = "public, max-age=300"  # a claim is seen on a card five minutes later at most


def card_mark(card: Card) -> str:
    """What differs as soon as the card does: part of its address, so that no old one is kept."""
    return hashlib.sha256(repr(card).encode()).hexdigest()[:12]


def picture(request: Request, card: Card, *, drawn: bool) -> Response:
    """The card, PNG when ``drawn`` and there is a font for it, else SVG; 304 for one at hand."""
    tag = f'"{card_mark(card)}{"" if drawn else "s"}"'
    headers = {"ETag": tag, "Cache-Control": SHORT}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    pixels = png(card) if drawn else None
    if pixels is not None:
        return Response(pixels, media_type="image/png", headers=headers)
    return Response(svg(card), media_type="image/svg+xml", headers=headers)
