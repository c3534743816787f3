"""Draws the card of a need: as PNG where the system has a Chinese font, and as SVG everywhere."""

import io
from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from api.pages.share_card import PAPER, SIDE, Box, Card, Words

INK = "#111111"
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
# The names of files, the best first; of a collection the face for Simplified Chinese is taken.
REGULAR = ("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.*", "SourceHanSans*Regular.*", "wqy-*")
BOLD = ("NotoSansCJK-Bold.ttc", "NotoSansSC-Bold.*", "SourceHanSans*Bold.*")
FACES = 5  # in a collection of Noto Sans CJK
COLOURS = 64
FONTS = "PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"


@lru_cache(maxsize=64)
def png(card: Card) -> bytes | None:
    """The card as PNG; ``None`` where there is no font with Chinese characters."""
    if font_file(bold=False) is None:
        return None
    picture = Image.new("RGB", (SIDE, SIDE), PAPER)
    pen = ImageDraw.Draw(picture)
    for box in card.boxes:
        _box(pen, box)
    for dot in _dots(card):
        _box(pen, dot)
    for words in card.words:
        font = _font(words.size, bold=words.bold)
        pen.text((words.x, words.y), words.text, font=font, fill=words.colour, anchor="ls")
    kept = io.BytesIO()
    picture.quantize(COLOURS).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def svg(card: Card) -> bytes:
    """The card as SVG, in the fonts of whoever looks at it."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" '
        f'font-family="{FONTS}">',
        f'<rect width="{SIDE}" height="{SIDE}" fill="{PAPER}"/>',
    ]
    parts += [
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" '
        f'rx="{box.radius}" fill="{box.colour}"/>'
        for box in (*card.boxes, *_dots(card))
    ]
    parts += [_text(words) for words in card.words]
    return "".join((*parts, "</svg>")).encode()


@cache
def font_file(*, bold: bool) -> Path | None:
    """A font with Chinese characters; where there is no bold one, the regular one."""
    found = (path for name in (BOLD if bold else REGULAR) for path in _named(name))
    path = next(found, None)
    return font_file(bold=False) if path is None and bold else path


def _named(name: str) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(folder.rglob(name)) if folder.is_dir() else ()


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    path = font_file(bold=bold)
    if path is None:
        raise FileNotFoundError("no font with Chinese characters")
    for face in range(FACES if path.suffix == ".ttc" else 0):
        font = ImageFont.truetype(path, size, index=face)
        if "SC" in (font.getname()[0] or "").split():
            return font
    return ImageFont.truetype(path, size)


def _dots(card: Card) -> Iterator[Box]:
    """The dark modules of the QR code."""
    step = card.qr.width // len(card.modules)
    for row, line in enumerate(card.modules):
        for column, dark in enumerate(line):
            if dark:
                yield Box(card.qr.x + column * step, card.qr.y + row * step, step, step, INK)


def _box(pen: ImageDraw.ImageDraw, box: Box) -> None:
    corners = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1)
    pen.rounded_rectangle(corners, box.radius, fill=box.colour)


def _text(words: Words) -> str:
    weight = ' font-weight="700"' if words.bold else ""
    return (
        f'<text x="{words.x}" y="{words.y}" font-size="{words.size}" fill="{words.colour}"{weight}>'
        f"{escape(words.text)}</text>"
    )
