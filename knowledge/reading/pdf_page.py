"""One page of a PDF file as PDFium gives it: characters with their boxes, and rules."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double, c_float
from dataclasses import dataclass
from math import cos, hypot, pi, sin

import pypdfium2 as pdfium
from pypdfium2 import raw

from knowledge.reading.glyphs import UNREADABLE, readable
from knowledge.reading.page import Page, Run, Stroke

_THIN = 2.5  # points: what is thinner is a rule
_LONG = 8.0
_MOST_PATHS = 5_000  # drawings have more; they are no tables
_QUARTER = pi / 2
_UNREADABLE_SHARE = 0.2
_FEWEST = 2  # characters of a text layer; scanners leave a stray one
_ASKEW = 0.05
_BELOW, _ABOVE = 0.12, 0.88  # of the size: a Chinese character about its baseline


def read_page(page: pdfium.PdfPage) -> Page | None:
    """What stands on ``page``; ``None`` when it shows something that has no readable text."""
    width, height = page.get_size()
    with closing(page.get_textpage()) as text:
        glyphs = list(_glyphs(text))
    readables = sum(glyph.character not in {UNREADABLE, " "} for glyph in glyphs)
    unreadables = sum(glyph.character == UNREADABLE for glyph in glyphs)
    if readables < _FEWEST or unreadables > _UNREADABLE_SHARE * readables:
        is_blank = not glyphs and raw.FPDFPage_CountObjects(page) == 0
        return Page(width, height, ()) if is_blank else None
    turn = Counter(glyph.turn for glyph in glyphs).most_common(1)[0][0]
    # What is set askew to the rest is a watermark or a seal.
    runs = tuple(_run(glyph) for glyph in glyphs if glyph.turn == turn)
    across, down = _rules(page) if turn == 0 else ((), ())
    return Page(max(run.right for run in runs), height, runs, across, down)


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character, the pen's place on its baseline, where it ends, its turn in quarters (``None``
    for a slanting one)."""

    character: str
    pen: tuple[float, float]
    right: float
    size: float
    turn: int | None


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[_Glyph]:
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), c_double(), c_double()
    end, size, turn = (0.0, 0.0), 1.0, None
    for at in range(text.count_chars()):
        character = readable(raw.FPDFText_GetUnicode(text, at))
        if not character:
            continue
        if raw.FPDFText_IsGenerated(text, at) == 1:  # a gap seen as a space: it has no font
            yield _Glyph(" ", end, end[0], size, turn)
            continue
        raw.FPDFText_GetMatrix(text, at, byref(matrix))
        size = raw.FPDFText_GetFontSize(text, at) * hypot(matrix.c, matrix.d)
        raw.FPDFText_GetLooseCharBox(text, at, byref(box))
        raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
        angle = raw.FPDFText_GetCharAngle(text, at) / _QUARTER
        turn = round(angle) % 4 if abs(angle - round(angle)) < _ASKEW else None
        end = (box.right, y.value)
        yield _Glyph(character, (x.value, y.value), box.right, size, turn)


def _run(glyph: _Glyph) -> Run:
    """The glyph on a page turned so that it stands upright. Its height is that of its font, since
    the ink of 一 or of a comma tells nothing about its line."""
    turn = (glyph.turn or 0) * _QUARTER
    left, base = _turned(glyph.pen, turn)
    right = max(left, glyph.right if turn == 0 else left + glyph.size)
    return Run(glyph.character, left, base - _BELOW * glyph.size, right, base + _ABOVE * glyph.size)


def _turned(point: tuple[float, float], turn: float) -> tuple[float, float]:
    x, y = point
    return x * cos(turn) + y * sin(turn), y * cos(turn) - x * sin(turn)


def _rules(page: pdfium.PdfPage) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
    """Lines and edges of boxes: those across, those down."""
    if raw.FPDFPage_CountObjects(page) > _MOST_PATHS:
        return (), ()
    across: list[Stroke] = []
    down: list[Stroke] = []
    sides = tuple(c_float() for _ in range(4))
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        if not raw.FPDFPageObj_GetBounds(path, *map(byref, sides)):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if top - bottom <= _THIN and right - left >= _LONG:
            across.append(Stroke((top + bottom) / 2, left, right))
        elif right - left <= _THIN and top - bottom >= _LONG:
            down.append(Stroke((left + right) / 2, bottom, top))
        elif right - left >= _LONG and top - bottom >= _LONG:
            across += [Stroke(bottom, left, right), Stroke(top, left, right)]
            down += [Stroke(left, bottom, top), Stroke(right, bottom, top)]
    return tuple(across), tuple(down)
