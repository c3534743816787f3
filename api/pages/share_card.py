"""The picture of a need that people pass on: what stands where, for whatever draws it."""

import unicodedata
from dataclasses import dataclass

import segno

from api.pages.need_view import NeedView

SIDE = 1080  # pixels; at the width of a phone a third of it
MARGIN = 72
WIDTH = SIDE - 2 * MARGIN
QR = 264
GREEN, GREEN_SOFT, BLUE, AMBER = "#1f6f5c", "#e4f1ec", "#1b4f8a", "#7a4f00"
INK, SOFT, PAPER, WHITE = "#1b2320", "#55615b", "#ffffff", "#ffffff"
_NARROW = 0.56  # of an em: a Latin letter or a digit
_NO_START = "，。、；：！？）”》"  # no line begins with one of these


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: its left end, the baseline, the size in pixels and the colour."""

    text: str
    x: int
    y: int
    size: int
    colour: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle with round corners."""

    x: int
    y: int
    width: int
    height: int
    colour: str
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """What to draw, in this order; ``modules`` are the rows of the QR code, dark where true."""

    boxes: tuple[Box, ...]
    words: tuple[Words, ...]
    modules: tuple[tuple[bool, ...], ...]
    qr: Box


def share_card(seen: NeedView, address: str) -> Card:
    """The card of a need; ``address`` is what its QR code opens."""
    number = f"需求 {seen.need.number}"
    words = [
        Words("山海桥", MARGIN, 84, 44, WHITE, bold=True),
        Words(number, SIDE - MARGIN - round(width(number, 36)), 82, 36, WHITE),
    ]
    boxes = [Box(0, 0, SIDE, 128, GREEN)]
    y = 128
    for line in wrapped(seen.need.title, 64, 3):
        y += 88
        words.append(Words(line, MARGIN, y, 64, INK, bold=True))
    y += 76
    words.append(Words(fitted(f"{seen.short_place} · {seen.category}", 40), MARGIN, y, 40, SOFT))
    things = "、".join(seen.items)
    for line in wrapped(things, 40, 2) if seen.need.open_yuan is not None else ():
        y += 60
        words.append(Words(line, MARGIN, y, 40, INK))
    y += 88
    words.append(Words(fitted(seen.lacking, 56), MARGIN, y, 56, BLUE, bold=True))
    if said := "，".join(part for part in (seen.pressing, _by(seen)) if part):
        y += 60
        words.append(Words(fitted(said, 40), MARGIN, y, 40, AMBER))
    foot = SIDE - MARGIN - QR
    bar = Box(MARGIN, foot + 72, WIDTH - QR - 48, 20, GREEN_SOFT, 10)
    boxes.append(bar)
    if seen.percent:
        boxes.append(Box(bar.x, bar.y, max(20, bar.width * seen.percent // 100), 20, GREEN, 10))
    words += [
        Words(seen.progress, MARGIN, foot + 44, 40, INK, bold=True),
        Words("扫码看详情、认领", MARGIN, foot + 176, 40, INK),
        Words("由工作人员核实后公开", MARGIN, foot + 236, 34, SOFT),
    ]
    code = segno.make(address, error="m", micro=False)
    modules = tuple(tuple(bool(dark) for dark in row) for row in code.matrix_iter(border=2))
    return Card(tuple(boxes), tuple(words), modules, Box(SIDE - MARGIN - QR, foot, QR, QR, WHITE))


def wrapped(text: str, size: int, most: int) -> tuple[str, ...]:
    """``text`` in at most ``most`` lines of ``size`` pixels; what does not fit ends with …"""
    lines = [""]
    for character in text:
        # One mark may stand in the margin rather than begin a line.
        hangs = character in _NO_START and width(lines[-1], size) <= WIDTH
        if width(lines[-1] + character, size) > WIDTH and not hangs:
            lines.append("")
        lines[-1] += character
    if len(lines) > most:
        lines = [*lines[: most - 1], fitted("".join(lines[most - 1 :]), size)]
    return tuple(line for line in lines if line)


def fitted(text: str, size: int) -> str:
    """``text`` cut to one line."""
    if width(text, size) <= WIDTH:
        return text
    while width(f"{text}…", size) > WIDTH:
        text = text[:-1]
    return f"{text}…"


def width(text: str, size: int) -> float:
    """About how wide ``text`` is in pixels: a Chinese character is as wide as it is high."""
    return size * sum(
        1.0 if unicodedata.east_asian_width(one) in "WFA" else _NARROW for one in text
    )


def _by(seen: NeedView) -> str:
    return f"{seen.deadline}前要" if seen.need.deadline_date else ""
